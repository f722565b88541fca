/** The map page on small screens, with long names and on paper. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUp } from '../export/made-up-plan.ts';
import { isBrowserPresent, launchBrowser, openMap } from './open-map.ts';

const desk = [1400, 900] as const;
const phone = [390, 844] as const;

/** The same on another part of the earth, everything turned so far to the east. */
function turned<T>(document: T, degrees: number): T {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (key === 'lng') return ((value + degrees + 540) % 360) - 180;
    if (key !== 'coordinates') return value;
    return value.map((polygon: number[][][]) => polygon.map((ring) => ring.map(([lng, lat]) => [lng + degrees, lat])));
  });
}

function madeUpMap() {
  const { plan, request } = madeUp();
  return [plan, request] as const;
}

describe.skipIf(!isBrowserPresent)('the map page on any screen', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser.close());

  test('beside a long name of a hotel heads and days stay on one line', async () => {
    const { plan, request } = madeUp();
    const name = 'A hotel with a name of many words, and NamesWithoutAnySpaces'.repeat(2);
    for (const day of plan.itineraries[0].days) if (day.overnightStay) day.overnightStay.name = name;
    const page = await openMap(browser, [plan, request], [1440, 900]);
    await page.locator('button.rep').nth(1).click();
    const heights = await page.$$eval('.list th, .list .date', (parts) =>
      parts.map((part) => part.getBoundingClientRect().height),
    );
    expect(heights.length).toBeGreaterThan(4);
    // A line of 13 pixels, and the padding of a head.
    expect(Math.max(...heights)).toBeLessThan(30);
    await page.close();
  });

  test.each([desk, [800, 600], phone] as const)(
    'long names break nothing at %i × %i: no part is wider than the window, every rep can be chosen',
    async (...size) => {
      const { plan, request } = madeUp();
      const endless = 'NameWithoutAnySpaces'.repeat(8);
      request.territory.name = endless;
      request.territory.reps[0].name = endless;
      request.territory.reps[1].name = '上海市浦东新区张江高科技园区碧波路贸易有限公司'.repeat(4);
      for (const customer of request.territory.customers) customer.name = endless + customer.id;
      for (const day of plan.itineraries[0].days) if (day.overnightStay) day.overnightStay.name = endless;
      const page = await openMap(browser, [plan, request], size);
      const widest = () =>
        page.$$eval('body, .header, .panel, .panel *, #tooltip', (parts) =>
          Math.max(...parts.map((part) => part.getBoundingClientRect().right)),
        );
      for (const [rep, day] of [
        [0, '2026-11-30'],
        [1, '2026-11-30'],
        [2, ''],
      ] as const) {
        await page.locator('.rep').nth(rep).click({ timeout: 3_000 });
        await page.selectOption('#days', day);
        expect(await widest()).toBeLessThanOrEqual(size[0]);
      }
      // A name on the map leaves room for the map.
      const labels = await page.$$eval('.label', (names) => names.map((name) => name.textContent!.length));
      expect(Math.max(...labels)).toBeLessThanOrEqual(24);
      await page.close();
    },
  );

  test('on a phone the timetable follows soon, and a stop of it shows its place on the map', async () => {
    const page = await openMap(browser, madeUpMap(), phone);
    await page.locator('.rep').nth(2).click();
    await page.selectOption('#days', '2026-11-30');
    const [map, timetable] = await page.$$eval('#stage, #day-panel', (parts) =>
      parts.map((part) => part.getBoundingClientRect()),
    );
    expect(timetable.top - map.bottom).toBeLessThan(phone[1] / 2);
    await page.locator('.timetable .link').last().click();
    const tooltip = (await page.locator('#tooltip').boundingBox())!;
    expect(tooltip.y).toBeGreaterThanOrEqual(0);
    expect(tooltip.y + tooltip.height).toBeLessThanOrEqual(phone[1]);
    await page.close();
  });

  test('the days of a rep name every hotel in full', async () => {
    const [plan, request] = madeUpMap();
    const nights = plan.itineraries[0].days.flatMap(({ overnightStay }) => overnightStay ?? []);
    for (const night of nights) night.name = 'Grand Hotel of the Two Rivers, Cedar Rapids';
    const page = await openMap(browser, [plan, request], desk);
    await page.locator('.rep').nth(1).click();
    const cut = await page.$$eval('.list td', (cells) =>
      cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
    );
    expect(cut).toEqual([]);
    await page.close();
  });

  test('paper holds the whole map as it was on the screen and the whole timetable, without buttons', async () => {
    const page = await openMap(browser, madeUpMap(), desk);
    await page.locator('.rep').nth(2).click();
    await page.selectOption('#days', '2026-11-30');
    const seen = await page.locator('.world').getAttribute('transform');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    // A4 upright and across, less the margins.
    for (const [width, height] of [
      [718, 1047],
      [1047, 718],
    ]) {
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width, height });
      const hidden = await page.$$eval('#zoom, #period, #scale-bar', (parts) =>
        parts.every((part) => !part.checkVisibility()),
      );
      const cut = await page.$$eval('body, .panel', (parts) =>
        parts.some((part) => part.scrollHeight > part.clientHeight + 1),
      );
      const boxes = (part: string) => page.$$eval(part, (parts) => parts.map((each) => each.getBoundingClientRect()));
      const [[map], stops] = [await boxes('#stage'), await boxes('.is-numbered')];
      expect(hidden).toBe(true);
      expect(cut).toBe(false);
      expect(stops).toHaveLength(5);
      for (const { left, right, top, bottom, width: across } of stops) {
        expect(across).toBeGreaterThan(15);
        expect(left).toBeGreaterThanOrEqual(map.left);
        expect(right).toBeLessThanOrEqual(map.right);
        expect(top).toBeGreaterThanOrEqual(map.top);
        expect(bottom).toBeLessThanOrEqual(map.bottom);
      }
    }
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: desk[0], height: desk[1] });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.world').getAttribute('transform')).toBe(seen);
    await page.close();
  });

  test('across 180 degrees of longitude everything keeps its place', async () => {
    const { plan, request } = madeUp();
    const lngs = request.territory.customers.map(({ location }) => location.lng);
    const placesAt = async (degrees: number) => {
      const page = await openMap(browser, [turned(plan, degrees), turned(request, degrees)], desk);
      const places = await page.$$eval('.map [data-thing]', (marks) =>
        marks.map((mark) => mark.getBoundingClientRect()).map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`),
      );
      await page.close();
      return places;
    };
    const middle = (Math.min(...lngs) + Math.max(...lngs)) / 2;
    const expected = await placesAt(0);
    expect(new Set(expected).size).toBeGreaterThan(3);
    expect(await placesAt(180 - middle)).toEqual(expected);
  });
});

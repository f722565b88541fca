import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mapHtml } from '../../../src/map/index.ts';
import { madeUp } from '../export/made-up-plan.ts';

const executablePath = '/usr/bin/chromium';
const present = existsSync(executablePath);

describe.skipIf(!present)(
  `the map page in a browser${present ? '' : ` (skipped: there is no ${executablePath})`}`,
  () => {
    const { plan, request } = madeUp();
    const folder = mkdtempSync(join(tmpdir(), 'map-page-'));
    const faults: string[] = [];
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const quiet = [
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ];
      const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet];
      browser = await chromium.launch({ executablePath, args });
      writeFileSync(join(folder, 'map.html'), mapHtml(plan, request));
    });

    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    beforeEach(async () => {
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      faults.length = 0;
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('request', (asked) => {
        if (!asked.url().startsWith('file:')) faults.push(asked.url());
      });
      await page.goto(pathToFileURL(join(folder, 'map.html')).href);
    });

    afterEach(async () => {
      await page.close();
      expect(faults).toEqual([]);
    });

    const visibleReps = (): Promise<(string | undefined)[]> =>
      page.$$eval('.tour:not(.is-hidden)', (tours) => [
        ...new Set(tours.map((tour) => tour.getAttribute('data-rep')!)),
      ]);

    test('draws every tour, customer, home and night', async () => {
      expect(await page.locator('.tour').count()).toBe(60);
      expect(await page.locator('.mark.customer').count()).toBe(120);
      expect(await page.locator('.mark.home').count()).toBe(3);
      expect(await page.locator('.territory').count()).toBe(3);
      expect(await page.locator('.figures').textContent()).toContain('300 of 303');
      expect(await page.locator('.unassigned li').count()).toBe(3);
      // A name is text wherever it is shown.
      expect(await page.locator('#stage b, #day-panel script').count()).toBe(0);
    });

    test('choosing a rep hides the lines of the others, choosing again shows them', async () => {
      expect(await visibleReps()).toEqual(['R1', 'R2', 'R3']);
      const ben = page.getByRole('button', { name: /Ben Okafor/ });
      await ben.click();
      expect(await visibleReps()).toEqual(['R2']);
      expect(await ben.getAttribute('aria-pressed')).toBe('true');
      await ben.click();
      expect(await visibleReps()).toEqual(['R1', 'R2', 'R3']);
    });

    test('choosing a week and a day leaves their tours; the arrows step through the days', async () => {
      const shown = page.locator('.tour:not(.is-hidden)');
      await page.selectOption('#days', 'week:1');
      expect(await shown.count()).toBe(15);
      await page.selectOption('#days', '2026-12-11');
      expect(await shown.count()).toBe(3);
      await page.getByRole('button', { name: 'Day after' }).click();
      expect(await page.locator('#days').inputValue()).toBe('2026-12-14');
    });

    test("a rep's day is a timetable with its stops in order and their numbers on the map", async () => {
      await page.getByRole('button', { name: /Ben Okafor/ }).click();
      await page.selectOption('#days', '2026-11-30');
      const names = await page.locator('.timetable .link').allTextContents();
      const day = plan.itineraries[1].days[0];
      expect(names.map((name) => name.split(' ')[0])).toEqual(['1', '2', '3', '4', '5']);
      day.stops.forEach((stop, index) => {
        const customer = request.territory.customers.find(({ id }) => id === stop.customerId)!;
        expect(names[index]).toContain(customer.name);
      });
      expect((await page.locator('.is-numbered .number').allTextContents()).sort()).toEqual(['1', '2', '3', '4', '5']);
      expect(await page.locator('.timetable .is-break').count()).toBe(1);
    });

    test('pointing at a customer tells name, class and visits; a row of the timetable keeps it open until Escape', async () => {
      const tooltip = page.locator('#tooltip');
      const { customerId } = plan.itineraries[0].days[0].stops[1];
      const index = request.territory.customers.findIndex(({ id }) => id === customerId);
      await page.locator(`[data-thing="customer:${index}"] .dot`).hover({ force: true });
      expect(await tooltip.isVisible()).toBe(true);
      await page.mouse.move(5, 5);
      expect(await tooltip.isVisible()).toBe(false);
      await page.getByRole('button', { name: /Ana Ruiz/ }).click();
      await page.selectOption('#days', '2026-11-30');
      await page.locator('.timetable .link').nth(1).focus();
      await page.keyboard.press('Enter');
      const text = await tooltip.textContent();
      expect(text).toContain(request.territory.customers[index].name!);
      expect(text).toMatch(/Class \w+/);
      expect(text).toContain('Mon 30 Nov');
      await page.keyboard.press('Escape');
      expect(await tooltip.isVisible()).toBe(false);
    });

    test('a night tells why', async () => {
      await page.locator('.mark.hotel:not(.is-hidden) .night').first().hover({ force: true });
      const text = await page.locator('#tooltip').textContent();
      expect(text).toContain('Inn near');
      expect(text).toContain('The next day begins close by.');
    });

    test('wheel, drag, buttons and keys move the map, and 0 shows everything again', async () => {
      const transform = (): Promise<string | null> => page.locator('.world').getAttribute('transform');
      const scale = async (): Promise<number> => Number(/scale\((.*)\)/.exec((await transform())!)![1]);
      const [whole, fitted] = [await transform(), await scale()];
      await page.mouse.move(500, 500);
      await page.mouse.wheel(0, -400);
      await expect.poll(scale).toBeGreaterThan(fitted);
      const zoomed = await scale();
      await page.getByRole('button', { name: 'Zoom out' }).click();
      expect(await scale()).toBeLessThan(zoomed);
      const before = await transform();
      await page.mouse.move(500, 500);
      await page.mouse.down();
      await page.mouse.move(560, 540, { steps: 3 });
      await page.mouse.up();
      expect(await transform()).not.toBe(before);
      await page.locator('.map').focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('0');
      expect(await transform()).toBe(whole);
    });

    test('clicking a tour opens the day of its rep', async () => {
      await page.selectOption('#days', '2026-12-01');
      await page.locator('.tour[data-rep="R3"][data-date="2026-12-01"] .line').dispatchEvent('click');
      expect(await page.locator('#day-panel h2').textContent()).toContain('陈静');
      expect(await page.locator('.timetable').count()).toBe(1);
    });
  },
);

describe.skipIf(!present)('the map page with tiles', () => {
  test('asks for the tiles in view and names their source', async () => {
    const { plan, request } = madeUp();
    const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage();
    const asked: string[] = [];
    await page.route('http://tiles.test/**', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    });
    await page.setContent(mapHtml(plan, request, { tileUrl: 'http://tiles.test/{z}/{x}/{y}.png' }));
    await expect.poll(() => asked.length).toBeGreaterThan(3);
    for (const path of asked) expect(path).toMatch(/^\/\d+\/\d+\/\d+\.png$/);
    // Iowa City at zoom 8 lies in column 62 and row 95.
    const [zoom, column, row] = asked[0].match(/\d+/g)!.map(Number);
    expect(Math.abs(column / 2 ** (zoom - 8) - 62)).toBeLessThan(4);
    expect(Math.abs(row / 2 ** (zoom - 8) - 95)).toBeLessThan(4);
    expect(await page.locator('#attribution').textContent()).toContain('OpenStreetMap');
    // Paper does not wait for other tiles.
    const drawn = await page.locator('.tiles').innerHTML();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.tiles').innerHTML()).toBe(drawn);
    await browser.close();
  });
});

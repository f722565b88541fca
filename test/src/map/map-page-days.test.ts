/** Finding a rep's day on the map page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { madeUp } from '../export/made-up-plan.ts';
import { isBrowserPresent, launchBrowser, openMap } from './open-map.ts';

/** A fourth rep, who is on the road on one day only. */
function withAbsentRep() {
  const { plan, request } = madeUp();
  request.territory.reps.push({ id: 'R4', name: 'Eva Absent', home: { lat: 41.9, lng: -92 } });
  const [day] = plan.itineraries[0].days;
  plan.itineraries.push({ repId: 'R4', days: [{ ...day, date: '2026-12-10', overnightStay: null }] });
  return [plan, request] as const;
}

describe.skipIf(!isBrowserPresent)("a rep's day on the map page", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    page = await openMap(browser, withAbsentRep(), [1280, 800]);
    return () => page.close();
  });

  test('the arrows lead to the next day of the rep chosen, also from a day on which nobody drives', async () => {
    const day = () => page.locator('#days').inputValue();
    await page.selectOption('#days', '2026-12-05');
    await page.getByRole('button', { name: 'Day after' }).click();
    expect(await day()).toBe('2026-12-07');
    await page.selectOption('#days', '2026-12-05');
    await page.getByRole('button', { name: 'Day before' }).click();
    expect(await day()).toBe('2026-12-04');
    await page.getByRole('button', { name: /Eva Absent/ }).click();
    expect(await page.locator('#day-panel').textContent()).toContain('Not on the road.');
    await page.getByRole('button', { name: 'Day after' }).click();
    expect(await day()).toBe('2026-12-10');
  });

  test('it fills the map, and the whole territory of the rep can be shown again', async () => {
    const stage = (await page.locator('#stage').boundingBox())!;
    await page.getByRole('button', { name: /Ben Okafor/ }).click();
    const territory = page.locator('.territory').nth(1);
    const whole = (await territory.boundingBox())!;
    expect(whole.y).toBeGreaterThanOrEqual(stage.y);
    expect(whole.y + whole.height).toBeLessThanOrEqual(stage.y + stage.height);
    await page.selectOption('#days', '2026-11-30');
    const marks = await page.$$eval('.is-numbered, .home:not(.is-other)', (all) =>
      all.map((mark) => mark.getBoundingClientRect()),
    );
    const across = Math.max(...marks.map(({ left }) => left)) - Math.min(...marks.map(({ left }) => left));
    const down = Math.max(...marks.map(({ top }) => top)) - Math.min(...marks.map(({ top }) => top));
    expect(Math.max(across / stage.width, down / stage.height)).toBeGreaterThan(0.7);
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await territory.boundingBox()).toEqual(whole);
  });

  test('stops at one place show all their numbers, none hides another', async () => {
    const [plan, request] = withAbsentRep();
    const visited = plan.itineraries[1].days[0].stops.map(({ customerId }) =>
      request.territory.customers.find(({ id }) => id === customerId),
    );
    const [first, second, third, fourth] = visited as (typeof request.territory.customers)[number][];
    second.location = third.location;
    fourth.location = first.location;
    const crowded = await openMap(browser, [plan, request], [1280, 800]);
    await crowded.getByRole('button', { name: /Ben Okafor/ }).click();
    await crowded.selectOption('#days', '2026-11-30');
    const numbers = await crowded.locator('.is-numbered .number').allTextContents();
    expect(numbers.sort()).toEqual(['1, 4', '1, 4', '2–3', '2–3', '5']);
    await crowded.close();
  });

  test('whose times are not in the time zone of the plan, and a search that was stopped, are told', async () => {
    const [plan, request] = withAbsentRep();
    request.territory.reps[1].timeZone = 'America/New_York';
    plan.solver.stoppedBy = 'cancelled';
    const told = await openMap(browser, [plan, request], [1280, 800]);
    expect(await told.locator('#header').textContent()).toContain('search stopped early');
    expect(await page.locator('#header').textContent()).not.toContain('stopped');
    const panel = told.locator('#day-panel');
    await told.selectOption('#days', '2026-11-30');
    expect(await panel.textContent()).toContain("times are each rep's own");
    await told.locator('.rep').nth(2).click();
    expect(await panel.textContent()).toContain('Mon 30 Nov · times of America/New_York');
    await told.locator('.rep').nth(1).click();
    expect(await panel.textContent()).not.toMatch(/times/i);
    await told.close();
  });

  test('on which clocks are set back is in the order in which it is driven', async () => {
    const [plan, request] = withAbsentRep();
    const [day] = plan.itineraries[1].days;
    const [first, second, third] = day.stops;
    Object.assign(day, {
      date: '2026-11-01',
      stops: [
        { ...first, startAt: '2026-11-01T00:40:00-05:00', endAt: '2026-11-01T01:10:00-05:00' },
        { ...second, startAt: '2026-11-01T01:44:00-05:00', endAt: '2026-11-01T01:14:00-06:00' },
        { ...third, startAt: '2026-11-01T01:41:00-06:00', endAt: '2026-11-01T02:11:00-06:00' },
      ],
      breaks: [{ startAt: '2026-11-01T01:14:00-06:00', endAt: '2026-11-01T01:30:00-06:00' }],
    });
    plan.horizon = { start: '2026-10-26', weeks: 1 };
    request.horizon = plan.horizon;
    const night = await openMap(browser, [plan, request], [1280, 800]);
    await night.locator('.rep').nth(2).click();
    await night.selectOption('#days', '2026-11-01');
    const rows = await night.locator('.timetable li:not(.is-end)').allTextContents();
    expect(rows.map((row) => /^(\S+)(Break|\d)\b/.exec(row)?.slice(1, 3).join(' '))).toEqual([
      ...['00:40–01:10 1', '01:44–01:14 2', '01:14–01:30 Break', '01:41–02:11 3'],
    ]);
    await night.close();
  });

  test('an agenda has the words of the sheets', async () => {
    await page.locator('.rep').nth(2).click();
    await page.selectOption('#days', '2026-11-30');
    expect(await page.locator('.timetable').textContent()).toContain('check stock, exchange information');
    const [plan, request] = withAbsentRep();
    plan.itineraries[1].days[0].stops[0].agenda = ['readRelationship', 'reviewPeriod'];
    const told = await openMap(browser, [plan, request], [1280, 800]);
    await told.locator('.rep').nth(2).click();
    await told.selectOption('#days', '2026-11-30');
    expect(await told.locator('.timetable').textContent()).toContain('read the relationship, review the period');
    await told.close();
  });

  test('reps with one home are told apart: no house hides another, and no name is printed over another', async () => {
    const [plan, request] = withAbsentRep();
    for (const rep of request.territory.reps) rep.home = request.territory.reps[0].home;
    const office = await openMap(browser, [plan, request], [1280, 800]);
    const boxes = (selector: string) =>
      office.$$eval(selector, (all) => all.map((each) => each.getBoundingClientRect()).map(({ x, y }) => ({ x, y })));
    const labels = (await boxes('.label')).map(({ y }) => y).toSorted((a, b) => b - a);
    for (let k = 1; k < 4; k++) expect(labels[k - 1] - labels[k]).toBeGreaterThan(15);
    const houses = (await boxes('.mark.home .badge')).map(({ x }) => x);
    for (let k = 1; k < 4; k++) expect(houses[k] - houses[k - 1]).toBeGreaterThan(10);
    await office.close();
  });

  test('reps with one name are told apart by their ids', async () => {
    const [plan, request] = withAbsentRep();
    request.territory.reps[3].name = 'Ben Okafor';
    const twice = await openMap(browser, [plan, request], [1280, 800]);
    expect(await twice.locator('.label').allTextContents()).toEqual([
      ...['Ana Ruiz', 'Ben Okafor (R2)', '陈静', 'Ben Okafor (R4)'],
    ]);
    await twice.close();
    for (const rep of [1, 3]) request.territory.reps[rep].name = 'Benjamin Alexander Okafor';
    const long = await openMap(browser, [plan, request], [1280, 800]);
    const [, second, , fourth] = await long.locator('.label').allTextContents();
    expect([second, fourth]).toEqual(['Benjamin Alexa…afor (R2)', 'Benjamin Alexa…afor (R4)']);
    await long.close();
  });

  test('after a night away it begins at the hotel, by name', async () => {
    const [{ itineraries }] = withAbsentRep();
    const after = itineraries[1].days.findIndex(({ start }) => start.kind === 'hotel');
    const { name } = itineraries[1].days[after - 1].overnightStay!;
    await page.locator('.rep').nth(2).click();
    await page.selectOption('#days', itineraries[1].days[after].date);
    expect(await page.locator('.timetable li').first().textContent()).toContain(`Leave the hotel: ${name}`);
  });

  test('a night that takes more driving than going home says so, and saves nothing', async () => {
    const [plan, request] = withAbsentRep();
    const night = plan.itineraries[1].days.find(({ overnightStay }) => overnightStay !== null)!;
    night.overnightStay!.savesDriveMinutes = -20;
    const told = await openMap(browser, [plan, request], [1280, 800]);
    await told.locator('.rep').nth(2).click();
    await told.selectOption('#days', night.date);
    expect(await told.locator('.timetable .is-night').textContent()).toContain(', takes 20 min more driving');
    await told.locator('.mark.hotel:not(.is-hidden) .night').first().hover({ force: true });
    expect(await told.locator('#tooltip').textContent()).toContain(', takes 20 min more driving');
    await told.close();
  });
});

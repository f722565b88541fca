/** The map page on small screens, with long names and on paper. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUp } from '../export/made-up-plan.ts';
import { isBrowserPresent, launchBrowser, openMap } from './open-map.ts';

const desk = [1400, 900] as const;
const phone = [390, 844] as const;

describe.skipIf(!isBrowserPresent)('the map page on any screen', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser.close());

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
});

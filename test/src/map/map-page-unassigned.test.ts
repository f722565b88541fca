/** What is not planned, and why, on the map page. */
import { expect, test } from 'vitest';
import { madeUp } from '../export/made-up-plan.ts';
import { isBrowserPresent, launchBrowser, openMap } from './open-map.ts';

test.skipIf(!isBrowserPresent)(
  'of a customer none of whose visits is planned nobody says that none falls due',
  async () => {
    const { plan, request } = madeUp();
    for (const { days } of plan.itineraries) {
      for (const day of days) day.stops = day.stops.filter(({ customerId }) => customerId !== 'C7');
    }
    const browser = await launchBrowser();
    const page = await openMap(browser, [plan, request], [1280, 800]);
    await page.locator('.unassigned .link', { hasText: 'Store 7' }).click();
    const text = await page.locator('#tooltip').textContent();
    expect(text).toContain('Visit 2 is unassigned: The customer is 190 minutes from home');
    expect(text).not.toContain('No visit falls due');
    await browser.close();
  },
);

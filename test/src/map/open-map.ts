/** The map page in a browser. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Plan, PlanRequest } from '#solver';
import { mapHtml } from '../../../src/map/index.ts';

const executablePath = '/usr/bin/chromium';

export const isBrowserPresent = existsSync(executablePath);

export function launchBrowser(): Promise<Browser> {
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet];
  return chromium.launch({ executablePath, args });
}

/** @param size width and height of the window, pixels */
export async function openMap(
  browser: Browser,
  [plan, request]: readonly [Plan, PlanRequest],
  [width, height]: readonly [number, number],
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(mapHtml(plan, request));
  return page;
}

/** The page that operations open: territories, day tours and nights on a map, in one HTML file. */
import type { Plan, PlanRequest, TerritoryProposal } from '#solver';
import { mapData } from './map-data.ts';
import { pageParts } from './page-parts.ts';

export interface MapOptions {
  /** Raster tiles to draw below, `https://…/{z}/{x}/{y}.png`. Default: none, and the page needs no network. */
  readonly tileUrl?: string | undefined;
  /** What the plan shows is only proposed: its figures, and who would change the rep. */
  readonly proposal?: TerritoryProposal | undefined;
  /** Shown when there are tiles. Default: OpenStreetMap's contributors. */
  readonly tileAttribution?: string | undefined;
}

/** A complete page that holds the plan; its content security policy lets it load nothing but the tiles. */
export function mapHtml(plan: Plan, request: PlanRequest, options: MapOptions = {}): string {
  const { tileUrl, tileAttribution = '© OpenStreetMap contributors' } = options;
  const tiles = tileUrl ? { url: tileUrl, attribution: tileAttribution } : null;
  const data = mapData(plan, request, tiles, options.proposal ?? null);
  const parts: Record<string, string> = {
    title: escapeHtml(data.title),
    policy: escapeHtml(contentPolicy(tileUrl)),
    style: pageParts.style,
    data: scriptJson(data),
    script: pageParts.script,
  };
  // `{{name}}` in a text or an attribute, `data-part="name"` on an element to fill.
  return pageParts.template
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? '')
    .replace(/ data-part="(\w+)">/g, (_, name: string) => `>${parts[name] ?? ''}`);
}

function contentPolicy(tileUrl: string | undefined): string {
  const rules = [`default-src 'none'`, `script-src ${pageParts.scriptHash}`, `style-src ${pageParts.styleHash}`];
  if (tileUrl) rules.push(`img-src ${tileSource(tileUrl)}`);
  return [...rules, `base-uri 'none'`, `form-action 'none'`].join('; ');
}

/** The origin of absolute tile addresses; relative ones come from where the page comes from. */
function tileSource(tileUrl: string): string {
  return URL.canParse(tileUrl) ? new URL(tileUrl).origin : `'self'`;
}

/** JSON that can neither end its script element nor, read as a script, break a line. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

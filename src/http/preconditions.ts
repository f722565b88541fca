/** Conditions on versions (RFC 9110, section 13.1): an ETag is the version of a territory in quotes. */
import type { Change } from '../territories/index.ts';
import { Problem } from './errors.ts';

/** Whether If-None-Match (a list, compared weakly) names this version. */
export function isKnown(ifNoneMatch: string | undefined, version: number): boolean {
  const tags = tagsOf(ifNoneMatch).map((tag) => tag.replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${version}"`);
}

/** The versions that If-Match (a list, compared strongly) allows; null: any. */
export function allowedVersions(ifMatch: string | undefined): readonly number[] | null {
  if (ifMatch === undefined || tagsOf(ifMatch).includes('*')) return null;
  return tagsOf(ifMatch).flatMap((tag) => (/^"\d{1,9}"$/.test(tag) ? [Number(tag.slice(1, -1))] : []));
}

const reasons = {
  approved: 'A plan of this territory is approved; it stays, and so does its territory.',
  'under way': 'A plan of this territory is being made; stop it first.',
} as const;

/** What a change gave, or the problem of one that was not done. */
export function changed<T>(change: Change<T>, territoryId: string): { readonly version: number } & T {
  if (change.done) return change;
  if (change.why === 'unknown')
    throw new Problem(404, `There is no territory with the id "${territoryId.slice(0, 100)}".`);
  if (change.why === 'other version') throw new Problem(412);
  throw new Problem(409, reasons[change.why]);
}

function tagsOf(header: string | undefined): string[] {
  return (header ?? '').split(',').map((tag) => tag.trim());
}

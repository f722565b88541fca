/**
 * What can be read of a request of the wrong form: all of it but the malformed parts, so that the rules judge the rest and all issues
 * come at once (contract, section 8).
 */
import { pointer, valueAt } from './json-pointer.ts';
import { type PlanRequest, planRequestSchema } from './request.ts';

type Path = readonly PropertyKey[];

export interface ReadablePart {
  readonly request: PlanRequest;
  /** Paths in the document sent: parts that are left out, or that something else stands in for. */
  readonly unreadable: readonly Path[];
  /** From a path in the request to the same in the document sent, whose lists may have more entries. */
  readonly sentPath: (path: Path) => Path;
}

const somewhere = { lat: 0, lng: 0 };

/** Parts without which nothing could be judged: what stands in for them. No issue about them is reported. */
const standIns: Readonly<Record<string, unknown>> = {
  '/horizon': { start: '2026-01-05', weeks: 4 },
  '/territory/timeZone': 'UTC',
  '/territory/customers': [{ id: 'any', location: somewhere }],
  '/territory/reps': [{ id: 'any', home: somewhere }],
  '/territory/customers/*/location': somewhere,
  '/territory/reps/*/home': somewhere,
  '/territory/hotels/*/location': somewhere,
};

/** A part of the document from which something is left out. */
interface Gap {
  isOut: boolean;
  readonly under: Map<string, Gap>;
  /** Of a list: where each entry that stays was. */
  kept: readonly number[];
}

/** Null when nothing can be judged without the parts that are malformed. */
export function readablePart(json: unknown): ReadablePart | null {
  const gaps = newGap();
  for (;;) {
    const parsed = planRequestSchema.safeParse(without(json, gaps));
    if (parsed.success) {
      const unreadable = [...pathsOut(gaps)];
      return {
        request: parsed.data,
        unreadable: [...unreadable, ...classesUnknown(parsed.data, unreadable, gaps)],
        sentPath: (path) => sentPath(gaps, path),
      };
    }
    for (const issue of parsed.error.issues) {
      const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      for (const path of paths) if (!leaveOut(json, gaps, sentPath(gaps, path))) return null;
    }
  }
}

function newGap(): Gap {
  return { isOut: false, under: new Map(), kept: [] };
}

/** Leaves out the least part that has not been left out yet; false: that would be the whole document. */
function leaveOut(json: unknown, gaps: Gap, path: Path): boolean {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (valueAt(json, part) === undefined && standInFor(part) === undefined) continue;
    let gap = gaps;
    for (const step of part) {
      const next = gap.under.get(String(step)) ?? newGap();
      gap.under.set(String(step), next);
      gap = next;
    }
    if (gap.isOut) continue;
    gap.isOut = true;
    return true;
  }
  return false;
}

function standInFor(path: Path): unknown {
  return standIns[pointer(path)] ?? standIns[pointer(path.map((step, depth) => (depth === 2 ? '*' : step)))];
}

function without(value: unknown, gap: Gap | undefined, path: Path = []): unknown {
  if (gap === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    gap.kept = [...value.keys()].filter((index) => gap.under.get(String(index))?.isOut !== true);
    return gap.kept.map((index) => without(value[index], gap.under.get(String(index)), [...path, index]));
  }
  const entries: [string, unknown][] = [];
  for (const [key, part] of Object.entries(value)) {
    const under = gap.under.get(key);
    if (under?.isOut !== true) entries.push([key, without(part, under, [...path, key])]);
  }
  for (const [key, { isOut }] of gap.under) {
    const standIn = isOut ? standInFor([...path, key]) : undefined;
    if (standIn !== undefined) entries.push([key, standIn]);
  }
  return Object.fromEntries(entries);
}

function sentPath(gaps: Gap, path: Path): Path {
  let gap: Gap | undefined = gaps;
  return path.map((step) => {
    const sent = typeof step === 'number' ? (gap?.kept[step] ?? step) : step;
    gap = gap?.under.get(String(sent));
    return sent;
  });
}

function* pathsOut(gap: Gap, path: Path = []): Generator<Path> {
  if (gap.isOut) yield path;
  else for (const [step, under] of gap.under) yield* pathsOut(under, [...path, step]);
}

const measures: readonly unknown[] = ['annualRevenue', 'credit', 'potential', undefined];

/** A class that is derived follows from what all customers have: where that is not known, the class is not either. */
function classesUnknown({ territory }: PlanRequest, unreadable: readonly Path[], gaps: Gap): Path[] {
  const decides = ([root, part, at, field]: Path) =>
    root === 'territory' &&
    ((part === 'customers' && measures.includes(field)) ||
      (part === 'policy' && (at === undefined || at === 'classification')));
  if (!unreadable.some(decides)) return [];
  return territory.customers.flatMap((customer, index) =>
    customer.class === undefined ? [sentPath(gaps, ['territory', 'customers', index, 'class'])] : [],
  );
}

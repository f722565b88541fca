/** Content negotiation by the header Accept (RFC 9110, section 12.5.1). */
import { Problem } from './errors.ts';

interface MediaRange {
  readonly type: string;
  readonly quality: number;
  /** 0 for any type, 1 for any subtype, 2 for a full media type. */
  readonly precision: number;
  readonly position: number;
}

/**
 * The one of the offered types that the caller likes best; without a header the first.
 *
 * @throws Problem 406 when none is acceptable.
 */
export function negotiate<T extends string>(accept: string | undefined, offered: readonly [T, ...T[]]): T {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(rangeOf);
  const candidates = offered.flatMap((type) => {
    // The most precise range speaks for a type: `text/*;q=0, text/csv` accepts text/csv.
    const range = ranges.filter((each) => covers(each, type)).sort((a, b) => b.precision - a.precision)[0];
    return range && range.quality > 0 ? [{ type, range }] : [];
  });
  const best = candidates.sort((a, b) => compare(a.range, b.range))[0];
  if (best === undefined) throw new Problem(406, `This can be sent as ${offered.join(', ')}.`);
  return best.type;
}

/** The better liked first, then the one named more precisely, then the one named first. */
function compare(a: MediaRange, b: MediaRange): number {
  return b.quality - a.quality || b.precision - a.precision || a.position - b.position;
}

function rangeOf(text: string, position: number): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  return { type, quality, precision: type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2, position };
}

function covers(range: MediaRange, type: string): boolean {
  if (range.precision === 0) return true;
  return range.precision === 1 ? type.startsWith(range.type.slice(0, -1)) : type === range.type;
}

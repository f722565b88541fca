/** From the bytes of a file to text, whatever program wrote it: UTF-8, UTF-16 with its mark, or GBK. */

/** Of the characters of two bytes in a GBK text, the least share whose second byte is no ASCII character either, */
const leastGbkShare = 0.8;
/** and the least share beside another one. */
const leastBesideShare = 0.5;

/** Null: none of them. A byte order mark is taken off. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be');
  return decoded(bytes, 'utf-8') ?? (looksLikeGbk(bytes) ? decoded(bytes, 'gb18030') : null);
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Nearly every byte pair is a character of GBK, also "ül" and "öß" of Windows-1252. But Chinese names are written with the characters
 * of GB 2312, whose bytes are both above 0xA0, and with more than one of them; an umlaut is mostly followed by a letter of
 * ASCII, and two of them always are.
 */
function looksLikeGbk(bytes: Uint8Array): boolean {
  let pairs = 0;
  let high = 0;
  let beside = 0;
  let end = -1;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const follows = at === end;
    const goesOn = (bytes[at + 2] ?? 0) >= 0x80;
    at++;
    end = at + 1;
    pairs++;
    if ((bytes[at] ?? 0) > 0xa0) high++;
    if (follows || goesOn) beside++;
  }
  return pairs > 0 && high / pairs >= leastGbkShare && beside / pairs >= leastBesideShare;
}

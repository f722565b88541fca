/** Texts that no database keeps: with a zero character, or with half of a surrogate pair. JSON has both, as escapes only. */
import { type Issue, makeIssue } from '#solver';

/** Cheap enough for every body; whole surrogate pairs are let through by the closer look. */
const mayHold = /\\u(?:0000|d[89a-f])/i;

const action = 'Send text of whole characters, without \\u0000.';

/** Where a body of this text holds such texts, names of fields among them: JSON Pointers. */
export function unstorableTexts(text: string, json: unknown): Issue[] {
  if (!mayHold.test(text)) return [];
  const issues: Issue[] = [];
  const judge = (found: string, path: string) => {
    if (isStorable(found)) return;
    const message = 'This text holds the character \\u0000 or half of a surrogate pair.';
    issues.push({ ...makeIssue('BAD_FORMAT', path.replaceAll('\0', '').toWellFormed()), message, action });
  };
  // A list that grows while it is read, not recursion: bodies may be deep.
  const parts: { readonly value: unknown; readonly path: string }[] = [{ value: json, path: '' }];
  for (const { value, path } of parts) {
    if (typeof value === 'string') judge(value, path);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        judge(key, path);
        parts.push({ value: inner, path: `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` });
      }
    }
  }
  return issues;
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/**
 * Keeps every answer by the key of its question.
 * @param most answers that are kept; before one more all are forgotten. To be given where the questions are those of many requests
 */
export function remember<Question extends readonly unknown[], Answer>(
  key: (...question: Question) => string,
  answer: (...question: Question) => Answer,
  most = Number.POSITIVE_INFINITY,
): (...question: Question) => Answer {
  const known = new Map<string, Answer>();
  return (...question) => {
    // An absent value has no JSON text; it is a key of its own.
    const name = key(...question) ?? '';
    const found = known.get(name);
    if (found !== undefined) return found;
    const fresh = answer(...question);
    if (known.size >= most) known.clear();
    known.set(name, fresh);
    return fresh;
  };
}

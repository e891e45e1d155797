// Cuts names where their first relative name ends, without reading them.

/**
 * The name cut at its first comma that is not escaped; `rest` is missing when there is none. It looks at no more than
 * that: whether both are names is another question. Absent for the empty text.
 */
export function splitFirst(text: string): { readonly first: string; readonly rest: string | undefined } | undefined {
  if (text === '') return undefined;
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
    if (!isEscaped(text, at)) return { first: text.slice(0, at), rest: text.slice(at + 1) };
  }
  return { first: text, rest: undefined };
}

/** Whether an odd number of backslashes stands before the position. */
export function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

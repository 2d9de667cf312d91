/** Splits a text at the first place where the query occurs, for marking it. */
export function splitMatch(text: string, query: string): readonly [string, string, string] {
  const needle = query.trim().toLocaleLowerCase("en");
  const at = needle ? text.toLocaleLowerCase("en").indexOf(needle) : -1;
  if (at < 0) return [text, "", ""];
  return [text.slice(0, at), text.slice(at, at + needle.length), text.slice(at + needle.length)];
}

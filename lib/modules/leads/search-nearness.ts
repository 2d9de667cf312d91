/**
 * What somebody who types a few letters most likely means comes first: a name that begins with them, a name that holds
 * them, then a title or company. Equally near ones keep their order, by score.
 */
export function byNearness<T extends { readonly name: string; readonly detail: string }>(
  found: readonly T[],
  text: string,
): T[] {
  const needle = text.trim().toLocaleLowerCase("en");
  const distance = ({ name, detail }: T): number => {
    const lower = name.toLocaleLowerCase("en");
    if (` ${lower}`.includes(` ${needle}`)) return 0;
    if (lower.includes(needle)) return 1;
    return ` ${detail.toLocaleLowerCase("en")}`.includes(` ${needle}`) ? 2 : 3;
  };
  return found
    .map((item) => ({ item, distance: distance(item) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ item }) => item);
}

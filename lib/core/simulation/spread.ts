import type { Bond, Containment } from "./containment.ts";

/**
 * What the amounts of all event signals are once some of them were set: what was raised raises the broader ones that
 * count it, what was lowered pulls down the narrower ones. Nothing else moves.
 *
 * @param base amounts now, by node; true counts as 1
 * @param set what was set, by node; undefined where nothing was
 * @returns amounts by node; the very numbers of `base` where nothing followed
 */
export function spread(
  { narrower, nodes, order }: Containment,
  base: readonly number[],
  set: readonly (number | undefined)[],
): number[] {
  const amounts = base.map((amount, node) => set[node] ?? amount);
  const place = new Map(order.map((node, at) => [node, at]));
  for (const broad of order) {
    if (set[broad] !== undefined) continue;
    const below = narrower[broad]!.filter(
      ({ node }) => set[node] !== undefined || place.get(node)! < place.get(broad)!,
    );
    const added = below.filter(({ bond }) => bond === "adds");
    amounts[broad] = base[broad]! + addedBy(added.map(({ node }) => node));
    for (const { node, bond } of below) {
      if (!(amounts[node]! > base[node]!)) continue;
      if (bond === "at_least") amounts[broad] = Math.max(amounts[broad]!, amounts[node]!);
      if (bond === "implies") amounts[broad] = Math.max(amounts[broad]!, 1);
    }
  }
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const broad = order[at]!;
    for (const { node, bond } of narrower[broad]!) {
      // Two signals over the same events hold each other: what was set leads.
      const leads = set[broad] !== undefined || place.get(node)! < at;
      if (leads) amounts[node] = Math.min(amounts[node]!, mostWithin(broad, node, bond));
    }
  }
  return amounts;

  /** Growth of what lies within: of the same events once, of different ones together. */
  function addedBy(within: readonly number[]): number {
    const outermost = within.filter(
      (node) =>
        !within.some(
          (other) =>
            other !== node &&
            place.get(node)! < place.get(other)! &&
            narrower[other]!.some((inner) => inner.node === node && inner.bond === "adds"),
        ),
    );
    const growth = new Map<string, number>();
    for (const node of outermost) {
      const { matchKey } = nodes[node]!;
      growth.set(matchKey, Math.max(growth.get(matchKey) ?? 0, amounts[node]! - base[node]!));
    }
    return [...growth.values()].reduce((sum, more) => sum + more, 0);
  }

  /** Imported aggregates may hold more in a week than in a month: they are left as they are until the month is lowered. */
  function mostWithin(broad: number, node: number, bond: Bond): number {
    const was = amounts[broad]! >= base[broad]! ? base[node]! : 0;
    if (bond === "implies")
      return amounts[broad]! > 0 || base[broad] === 0 ? Math.max(amounts[node]!, was) : 0;
    return Math.max(amounts[broad]!, was);
  }
}

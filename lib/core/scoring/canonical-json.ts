/**
 * One text for one value, whatever the order its keys were written in: what the platform hashes (rule sets, models)
 * and what breaks ties between events. Object keys are sorted by UTF-16 code unit, numbers are JavaScript's shortest
 * round-trip form with -0 as 0, undefined members are left out (in arrays: null).
 *
 * Throws on what JSON cannot say: NaN, infinities, functions, bigint. A hash over a silently changed value is worse.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error("canonicalJson: a number must be finite");
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new Error(`canonicalJson: cannot write a ${typeof value}`);
}

/** When which version was in use, read from the audit log; pure. */

/** One line of the audit log: somebody put a version in use. */
export interface Switch {
  readonly scorerId: string;
  readonly at: Date;
}

export interface Period {
  readonly scorerId: string;
  readonly from: Date;
  /** Null: still in use. */
  readonly to: Date | null;
}

/** Switches in order of time become periods without gaps; putting in use what is in use begins none. */
export function periodsOf(switches: readonly Switch[]): Period[] {
  const periods: Period[] = [];
  for (const { scorerId, at } of switches) {
    const last = periods.at(-1);
    if (last?.scorerId === scorerId) continue;
    if (last) periods[periods.length - 1] = { ...last, to: at };
    periods.push({ scorerId, from: at, to: null });
  }
  return periods;
}

/** The version that was in use before the present one: where "Roll back" leads. Null where there was no other. */
export function previousScorer(periods: readonly Period[], activeId: string): string | null {
  for (let at = periods.length - 1; at >= 0; at -= 1) {
    const { scorerId } = periods[at]!;
    if (scorerId !== activeId) return scorerId;
  }
  return null;
}

/** The last period of one version; null where it never was in use. */
export function lastPeriod(periods: readonly Period[], scorerId: string): Period | null {
  return periods.findLast((period) => period.scorerId === scorerId) ?? null;
}

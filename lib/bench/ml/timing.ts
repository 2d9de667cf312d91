/** Seconds that a piece of work took: of processor time over all threads of its process, and by the clock. */
export interface Timed {
  readonly cpu: number;
  readonly wall: number;
}

/** Runs the work once; the engine's compiling and collecting meanwhile counts too. */
export function timed<Result>(work: () => Result): Timed & { readonly result: Result } {
  const started = performance.now();
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - started) / 1e3, result };
}

/**
 * Both sides in turn, so that a busy minute strikes both; of each side the best, as what disturbs only ever slows.
 * `theirs` is null where there is no opponent.
 */
export async function alternate<Ours extends Timed, Theirs extends Timed>(
  rounds: number,
  ours: () => Ours,
  theirs: (() => Promise<Theirs>) | null,
  by: keyof Timed = "cpu",
): Promise<{ ours: Ours; theirs: Theirs | null }> {
  let best: Ours | null = null;
  let theirBest: Theirs | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const mine = ours();
    if (best === null || mine[by] < best[by]) best = mine;
    const their = theirs ? await theirs() : null;
    if (their && (theirBest === null || their[by] < theirBest[by])) theirBest = their;
  }
  if (best === null) throw new RangeError("alternate needs a round");
  return { ours: best, theirs: theirBest };
}

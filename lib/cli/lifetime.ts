import { setTimeout as pause } from "node:timers/promises";
import { say } from "./steps.mjs";

/** How long one part may take to stop before the next is stopped all the same. */
const PATIENCE_MS = 15_000;
/** How long a stop waits for the step under way, so as to know what there is to stop. */
const STEP_PATIENCE_MS = 30_000;

/** The parts of a process that have begun, ended in the opposite order, once, whenever the signal comes. */
export class Lifetime {
  private readonly endings: (() => Promise<unknown>)[] = [];
  private underWay: Promise<unknown> = Promise.resolve();
  private ending: Promise<void> | undefined;

  get isEnding(): boolean {
    return this.ending !== undefined;
  }

  /**
   * Begins a part and remembers how it ends.
   *
   * @throws Error when the process is ending: nothing may begin any more.
   */
  async begin<T>(start: () => Promise<T>, end?: (part: T) => Promise<unknown>): Promise<T> {
    if (this.isEnding) throw new Error("stopping");
    const started = start();
    const registered = started.then((part) => {
      if (end) this.endings.push(() => end(part));
    });
    this.underWay = registered.catch(() => {});
    await registered;
    if (this.isEnding) throw new Error("stopping");
    return started;
  }

  /** Does something that leaves nothing to end: a stop does not wait for it. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.isEnding) throw new Error("stopping");
    const result = await work();
    if (this.isEnding) throw new Error("stopping");
    return result;
  }

  /** Ends every part. Safe to call again; all callers wait for the same end. */
  end(): Promise<void> {
    this.ending ??= (async () => {
      await Promise.race([this.underWay, pause(STEP_PATIENCE_MS, undefined, { ref: false })]);
      for (let end = this.endings.pop(); end; end = this.endings.pop()) {
        await Promise.race([
          end().catch((error: unknown) => say(String(error))),
          pause(PATIENCE_MS, undefined, { ref: false }),
        ]);
      }
    })();
    return this.ending;
  }

  /** SIGINT, SIGTERM and a closed terminal end the parts, then the process; a second Ctrl-C changes nothing. */
  stopOnSignals(): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (!this.isEnding) say("\nStopping …");
        void this.end().then(() => process.exit(0));
      });
    }
  }
}

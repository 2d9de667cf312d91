import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./steps.mjs";

interface Suite {
  /** Prints one `name value unit` line a figure through `figure`; `args` is what followed the suite's name. */
  bench(figure: (name: string, value: number, unit: string) => void, args: readonly string[]): Promise<void>;
}

/** `npm run bench -- <suite> [its own options]`. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const suites = readdirSync(join(root, "lib", "bench")).flatMap(
    (file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? [],
  );
  const name = args[0];
  if (!name || !suites.includes(name)) {
    say(`npm run bench -- <suite>, one of: ${suites.join(", ")}`);
    return 2;
  }
  const suite = (await import(`../bench/${name}.ts`)) as Suite;
  await suite.bench(
    (figure, value, unit) => console.log(`${figure} ${Number(value.toPrecision(6))} ${unit}`),
    args.slice(1),
  );
  return 0;
}

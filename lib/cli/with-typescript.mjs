// Installs what is missing, then runs a TypeScript entry point that exports `main(args)` and gives an exit code.
import { preparingAlone } from "./one-start.mjs";
import { checkNode, fail, generate, install, readEnvFile, root, withTypeScript } from "./steps.mjs";

export async function runEntry(entry, { log } = {}) {
  checkNode();
  process.chdir(root);
  readEnvFile();
  process.env.NODE_ENV ??= "production";
  try {
    await preparingAlone(async () => {
      await install();
      await generate();
    });
    await withTypeScript();
    const { main } = await import(entry);
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    fail(error instanceof Error ? (log ? (error.stack ?? error.message) : error.message) : String(error));
  }
}

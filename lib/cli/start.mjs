#!/usr/bin/env node
// `npm start` and `npm run dev`: from a fresh clone to a served address, saying what happens.
import { build, checkNode, fail, generate, install, root, say, withTypeScript } from "./steps.mjs";

checkNode();
process.chdir(root);
const dev = process.argv.includes("--dev");
process.env.NODE_ENV ??= dev ? "development" : "production";

// Before the server stands, Ctrl-C simply ends; the steps' child processes are in the same group and end too.
const endEarly = () => process.exit(130);
process.on("SIGINT", endEarly);
process.on("SIGTERM", endEarly);

say("\nFirstcall");
try {
  await install();
  await generate();
  if (!dev) await build();
  await withTypeScript();
  const { serve } = await import("./serve.ts");
  process.off("SIGINT", endEarly);
  process.off("SIGTERM", endEarly);
  await serve({ root, dev });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

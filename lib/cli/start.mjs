#!/usr/bin/env node
// `npm start` and `npm run dev`: from a fresh clone to a served address, saying what happens.
import { portProblem, preparingAlone } from "./one-start.mjs";
import {
  build,
  checkNode,
  endRunning,
  fail,
  generate,
  install,
  readEnvFile,
  root,
  say,
  withTypeScript,
} from "./steps.mjs";

checkNode();
process.chdir(root);
readEnvFile();
const dev = process.argv.includes("--dev");
process.env.NODE_ENV ??= dev ? "development" : "production";

// Before the server stands there is nothing to close: Ctrl-C ends this process and the programs it runs.
const endEarly = () => {
  endRunning();
  process.exit(130);
};
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of SIGNALS) process.on(signal, endEarly);

async function refuseTakenPort() {
  const problem = await portProblem(Number(process.env.PORT || 3000), process.env.HOST || "127.0.0.1");
  if (problem) fail(problem);
}

say("\nFirstcall");
try {
  await refuseTakenPort();
  // The pages are built while the database is filled: on a first start both take half a minute.
  let canBegin;
  const hasBegun = new Promise((resolve) => {
    canBegin = resolve;
  });
  const pagesBuilt = preparingAlone(async () => {
    await install();
    await generate();
    canBegin();
    if (!dev) await build();
  });
  await Promise.race([hasBegun, pagesBuilt]);
  // A start that was faster may stand by now, at the address that was free a minute ago.
  await refuseTakenPort();
  await withTypeScript();
  const { serve } = await import("./serve.ts");
  for (const signal of SIGNALS) process.off(signal, endEarly);
  await serve({ root, dev, pagesBuilt });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

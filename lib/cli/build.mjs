#!/usr/bin/env node
import { build, checkNode, fail, generate, install, root } from "./steps.mjs";

checkNode();
process.chdir(root);
try {
  await install();
  await generate();
  await build();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

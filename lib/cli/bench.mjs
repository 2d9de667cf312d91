#!/usr/bin/env node
import { runEntry } from "./with-typescript.mjs";

await runEntry(new URL("./bench.ts", import.meta.url).href, { log: true });

#!/usr/bin/env node
import { runEntry } from "./with-typescript.mjs";

await runEntry(new URL("./main.ts", import.meta.url).href);

/** `npx tsx prisma/seed/write-sample-csv.ts`, from the project's root, after the generator changed. */
import { writeFileSync } from "node:fs";
import { SAMPLE_FILE, sampleCsv } from "./sample-csv";

writeFileSync(SAMPLE_FILE, sampleCsv());

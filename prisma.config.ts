import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// A closed network cannot fetch Prisma's native engine; ours speaks for its WebAssembly build.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("./lib/cli/schema-engine/engine.mjs", import.meta.url),
);

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // `prisma generate` needs no database; the wrapper `npm run prisma` gives the others theirs.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://nobody@127.0.0.1:1/none" },
});

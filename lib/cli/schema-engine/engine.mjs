#!/usr/bin/env node
/**
 * Stands where Prisma expects its native schema engine, which a closed network cannot download: the same JSON-RPC over
 * stdio, answered by Prisma's own WebAssembly build of that engine over node-postgres. prisma.config.ts names this
 * file. Why: lib/decisions/0002-prisma-offline.md
 */
import { createInterface } from "node:readline";
import { parseArguments } from "./arguments.mjs";
import { createDatabase, describeError, dropDatabase, probe } from "./connection.mjs";
import { loadEngine } from "./wasm-engine.mjs";

/** Must be the hash that the installed prisma package asks for; the wasm package is pinned to the same one. */
const ENGINE_HASH = "0edf323efd1d98336f3f0a68684b56f689b900d3";

const options = parseArguments(process.argv.slice(2));

if (options.wantsVersion) {
  process.stdout.write(`schema-engine-cli ${ENGINE_HASH}\n`);
} else if (options.command) {
  await runCommand(options.command);
} else {
  serve();
}

/** One-shot commands: exit code and one JSON log line on stderr are the whole answer. */
async function runCommand(command) {
  const commands = {
    "can-connect-to-database": probe,
    "create-database": createDatabase,
    "drop-database": dropDatabase,
  };
  try {
    const run = commands[command];
    if (!run) throw new Error(`unknown command ${command}`);
    await run(options.datasource.url);
  } catch (error) {
    const { code, message } = describeError(error, options.datasource.url);
    // The caller drops the first line of stderr.
    process.stderr.write(`\n${logLine(message, code)}\n`);
    process.exitCode = 1;
  }
}

function logLine(message, errorCode) {
  return JSON.stringify({
    level: "ERROR",
    fields: { message, error_code: errorCode },
    target: "schema_engine::logger",
    timestamp: new Date().toISOString(),
  });
}

/** JSON-RPC, one message a line, answered in order. */
function serve() {
  let queue = Promise.resolve();
  let ownRequestId = 1_000_000;
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const print = (content) => send({ id: ++ownRequestId, method: "print", params: { content } });

  const answer = async ({ id, method, params }) => {
    try {
      send({ id, result: (await call(method, params, print)) ?? {} });
    } catch (error) {
      const { code, message } = describeError(error, options.datasource.url);
      const data = { is_panic: false, message, meta: error.meta ?? null, error_code: code ?? null };
      send({
        id,
        error: { code: 4466, message: "An error happened. Check the data field for details.", data },
      });
    }
  };
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    const request = JSON.parse(line);
    if (request.method) queue = queue.then(() => answer(request));
  });
  lines.on("close", () => queue.finally(() => process.exit(0)));
}

async function call(method, params, print) {
  if (method === "createDatabase") return createDatabase(options.datasource.url);
  if (method === "ensureConnectionValidity") return probe(options.datasource.url);
  const engine = await loadEngine(options);
  if (method === "getDatabaseVersion") return engine.version();
  const result = await engine[method](params ?? {});
  // The native engine prints a diff itself; the WebAssembly build hands it back.
  if (method === "diff" && result?.stdout != null) print(result.stdout);
  return result ?? null;
}

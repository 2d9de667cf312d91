import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { connectionOf, withClient } from "./connection.mjs";

const CHAR_OID = 18;
const TEXT_OID = 25;
/** `diff` and friends may run without any database; the adapter is only opened when the engine asks. */
const NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none";

/** The catalogue's "char" columns are refused by the adapter; they are text to all intents. */
class CatalogueClient extends pg.Client {
  query(...args) {
    const readable = (result) => {
      for (const field of result?.fields ?? [])
        if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
      return result;
    };
    const callback = args.at(-1);
    if (typeof callback !== "function") return super.query(...args).then(readable);
    return super.query(...args.slice(0, -1), (error, result) => callback(error, readable(result)));
  }
}

/** An adapter whose scripts go to the server whole: the stock one cuts them at every semicolon, functions included. */
async function openAdapter(settings, schema) {
  const pool = new pg.Pool({ ...settings, Client: CatalogueClient });
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect();
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  return adapter;
}

/** A migration is rehearsed in a database of its own, which is dropped with the adapter. */
async function openShadow(url, shadowUrl) {
  if (shadowUrl) {
    const shadow = connectionOf(shadowUrl);
    return openAdapter(shadow.settings, shadow.schema);
  }
  const { settings, schema } = connectionOf(url);
  const database = `prisma_migrate_shadow_db_${randomUUID()}`;
  await withClient(url, undefined, (client) => client.query(`CREATE DATABASE "${database}"`));
  const adapter = await openAdapter({ ...settings, database }, schema);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await withClient(url, undefined, (client) => client.query(`DROP DATABASE "${database}" WITH (FORCE)`));
  };
  return adapter;
}

function adapterFactory({ url = NO_DATABASE, shadowDatabaseUrl }) {
  const { settings, schema } = connectionOf(url);
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => openAdapter(settings, schema),
    connectToShadowDb: () => openShadow(url, shadowDatabaseUrl),
  };
}

async function instantiate() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const bytes = readFileSync(join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      process.stderr.write(`${message}\n`);
    },
  };
}

let engine;

/** The engine, made once a process. */
export function loadEngine({ datamodels, datasource }) {
  engine ??= (async () => {
    await instantiate();
    const models = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
    const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`);
    const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(datasource));
    return glue.SchemaEngine.new({ datamodels: models.length > 0 ? models : undefined }, log, factory);
  })();
  return engine;
}

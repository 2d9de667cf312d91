import pg from "pg";
import { parse } from "pg-connection-string";

/** Parameters of a Prisma URL that are Prisma's own and mean nothing to PostgreSQL. */
const PRISMA_PARAMETERS = ["schema", "connection_limit", "pool_timeout", "pgbouncer"];

/**
 * node-postgres settings of a Prisma URL, with another database if asked for. Never a connection string: there, the
 * string's database wins over the one named beside it, and a shadow database would be the real one.
 */
export function connectionOf(url, database) {
  const plain = new URL(url);
  const schema = plain.searchParams.get("schema") ?? undefined;
  for (const name of PRISMA_PARAMETERS) plain.searchParams.delete(name);
  const settings = parse(plain.toString());
  return {
    schema,
    settings: {
      ...settings,
      port: settings.port ? Number(settings.port) : undefined,
      database: database ?? settings.database,
      max: 1,
    },
  };
}

export async function withClient(url, database, work) {
  const client = new pg.Client(connectionOf(url, database).settings);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

export async function probe(url) {
  await withClient(url, undefined, (client) => client.query("select 1"));
  return {};
}

export async function createDatabase(url) {
  const databaseName = connectionOf(url).settings.database;
  try {
    await probe(url);
  } catch (error) {
    if (error.code !== "3D000") throw error;
    const create = `CREATE DATABASE ${pg.escapeIdentifier(databaseName)}`;
    await withClient(url, "postgres", (client) => client.query(create));
  }
  return { databaseName };
}

export async function dropDatabase(url) {
  const name = pg.escapeIdentifier(connectionOf(url).settings.database);
  await withClient(url, "postgres", (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

const UNREACHABLE = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ETIMEDOUT"]);

/** The code and sentence that the native engine would have used. */
export function describeError(error, url) {
  const known = typeof error.code === "string" && /^P\d/.test(error.code);
  if (!url || known) return { code: known ? error.code : undefined, message: error.message };
  const { user, database, host, port } = connectionOf(url).settings;
  if (error.code === "3D000") return { code: "P1003", message: `Database \`${database}\` does not exist` };
  if (error.code === "28P01" || error.code === "28000") {
    return { code: "P1000", message: `Authentication failed against database server for user \`${user}\`.` };
  }
  if (UNREACHABLE.has(error.code)) {
    return { code: "P1001", message: `Can't reach database server at \`${host}:${port ?? 5432}\`` };
  }
  return { code: undefined, message: error.message };
}

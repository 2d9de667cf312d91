/**
 * Every table without tenant_id, each with its reason. A test walks the catalogue: a table that is neither here nor
 * under row-level security fails it, and so does a name here that no longer exists.
 */
export const GLOBAL_TABLES: Readonly<Record<string, string>> = {
  tenants: "a workspace is found before any tenant is known",
  users: "one person may belong to several workspaces",
  user_tokens: "a password reset or set-up token is used before anybody is signed in",
  login_attempts: "failed sign-ins are counted per e-mail and address, before anybody is known",
  deleted_workspaces: "a deleted workspace has no rows left; this keeps the demo from coming back by itself",
  _prisma_migrations: "Prisma's own record of applied migrations",
};

/** Schemas that hold no tenant's rows of ours, or only partitions that nobody is granted. */
export const OTHER_SCHEMAS: Readonly<Record<string, string>> = {
  pgboss:
    "the job queue's own tables; every job's data carries its tenant_id and its handler opens that tenant",
  partitions: "monthly partitions, reached through their parents alone",
};

import { z } from "zod";

/**
 * The only reader of process.env in the product. Read on first use, not on load: the launcher sets the database's
 * address after it has started it, and a build needs none of it.
 */
const variables = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  /** The owner's connection: migrations, partitions, nothing else. */
  DATABASE_URL: z.string().min(1, "DATABASE_URL is not set"),
  /** The runtime role's; without one, DATABASE_URL with SET ROLE. */
  DATABASE_RUNTIME_URL: z.string().min(1).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  NEXTAUTH_SECRET: z.string().min(16, "NEXTAUTH_SECRET needs at least 16 characters"),
  NEXTAUTH_URL: z.string().url().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Set by `npm start` when it runs on the embedded database: the demo workspace exists and its sign-ins are shown. */
  FIRSTCALL_DEMO: z.enum(["0", "1"]).default("0"),
  /** Whether this process works on jobs too. */
  FIRSTCALL_JOBS: z.enum(["0", "1"]).default("1"),
  LOG_FORMAT: z.enum(["json", "text"]).optional(),
  /** smtp://user:password@host:587 or smtps://...; without one nothing goes out by mail. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "not an address like smtp://user:password@host:587" })
    .optional(),
  /** Who mail is from: "Firstcall <firstcall@example.com>". */
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]*$/, "not a mail address")
    .optional(),
  /** Webhooks may go to plain HTTP and to private addresses: for receivers inside one's own network. */
  FIRSTCALL_ALLOW_PRIVATE_HOOKS: z.enum(["0", "1"]).default("0"),
  /** Opens /api/metrics and /api/cron/{job} to whoever sends it; without one both are closed. */
  FIRSTCALL_OPERATIONS_SECRET: z
    .string()
    .regex(/^\S{16,}$/, "FIRSTCALL_OPERATIONS_SECRET needs at least 16 characters, without spaces")
    .optional(),
});

const schema = variables.refine((given) => given.SMTP_URL === undefined || given.MAIL_FROM !== undefined, {
  path: ["MAIL_FROM"],
  error: "is needed with SMTP_URL: who mail is from",
});

export type Env = Readonly<z.infer<typeof schema>>;

let read: Env | undefined;

/** @throws Error naming every variable that is missing or malformed. */
export function env(): Env {
  if (read) return read;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is incomplete.\n${problems.join("\n")}`);
  }
  read = parsed.data;
  return read;
}

export const isDemo = (): boolean => env().FIRSTCALL_DEMO === "1";

/** For tests that point the process at another database. */
export function forgetEnv(): void {
  read = undefined;
}

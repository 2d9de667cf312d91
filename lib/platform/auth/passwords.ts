import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** scrypt's cost: memory is 128 * N * r bytes, here 32 MB; time about 0.2 s. */
interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's Password Storage Cheat Sheet lists N=2^15, r=8, p=3 among the equivalent minimum settings. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Dearer than anything we ever wrote: a row like that was not made by us, and must not be able to stall us. */
const MAX_COST = 2 ** 22;

/** A hash that carries its own parameters: scrypt$N,r,p$salt$key, base64url. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost, KEY_BYTES);
  return `scrypt$${cost.N},${cost.r},${cost.p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/**
 * Whether the password belongs to the hash, and whether the hash should be made anew with today's parameters.
 * Never throws: a hash that cannot be read matches nothing.
 */
export async function verifyPassword(
  password: string,
  hash: string | null,
): Promise<{ matches: boolean; outdated: boolean }> {
  const stored = hash === null ? null : parse(hash);
  if (!stored) {
    // The same work as for a real account, so that the time taken does not tell which addresses exist.
    await derive(password, DUMMY_SALT, COST, KEY_BYTES);
    return { matches: false, outdated: false };
  }
  const key = await derive(password, stored.salt, stored.cost, stored.key.length);
  return {
    matches: timingSafeEqual(key, stored.key),
    outdated: stored.cost.N < COST.N || stored.cost.r < COST.r || stored.cost.p < COST.p,
  };
}

const DUMMY_SALT = Buffer.alloc(SALT_BYTES, 7);

function derive(password: string, salt: Buffer, { N, r, p }: Cost, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on two keyboards may arrive as different code points.
    scrypt(password.normalize("NFKC"), salt, bytes, { N, r, p, maxmem: 160 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const [scheme, numbers = "", salt = "", key = ""] = hash.split("$");
  const match = /^(\d{1,8}),(\d{1,3}),(\d{1,3})$/.exec(numbers);
  if (scheme !== "scrypt" || !match) return null;
  const cost = { N: Number(match[1]), r: Number(match[2]), p: Number(match[3]) };
  const powerOfTwo = cost.N > 1 && (cost.N & (cost.N - 1)) === 0;
  if (!powerOfTwo || cost.r < 1 || cost.p < 1 || cost.N * cost.r * cost.p > MAX_COST) return null;
  const parsed = { cost, salt: Buffer.from(salt, "base64url"), key: Buffer.from(key, "base64url") };
  return parsed.salt.length >= SALT_BYTES && parsed.key.length >= KEY_BYTES ? parsed : null;
}

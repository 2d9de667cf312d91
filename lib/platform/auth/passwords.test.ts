import { describe, expect, it } from "vitest";
import { passwordProblem } from "./password-rules";
import { hashPassword, verifyPassword } from "./passwords";

const CHEAP = { N: 2 ** 10, r: 8, p: 1 };

describe("hashPassword and verifyPassword", () => {
  it("knows the right password and no other", async () => {
    const hash = await hashPassword("grey heron, low tide");
    expect(await verifyPassword("grey heron, low tide", hash)).toEqual({ matches: true, outdated: false });
    expect(await verifyPassword("grey heron, low tidE", hash)).toEqual({ matches: false, outdated: false });
    expect(await verifyPassword("", hash)).toMatchObject({ matches: false });
  });

  it("salts: the same password never gives the same hash", async () => {
    expect(await hashPassword("same words here", CHEAP)).not.toBe(
      await hashPassword("same words here", CHEAP),
    );
  });

  it("stores its parameters and asks for a new hash when they have grown", async () => {
    const hash = await hashPassword("made in cheaper days", CHEAP);
    expect(hash).toMatch(/^scrypt\$1024,8,1\$/);
    expect(await verifyPassword("made in cheaper days", hash)).toEqual({ matches: true, outdated: true });
  });

  it("takes composed and decomposed letters for the same", async () => {
    const hash = await hashPassword("Ho\u0308henzug 1882", CHEAP);
    expect(await verifyPassword("H\u00f6henzug 1882", hash)).toMatchObject({ matches: true });
  });

  it.each([
    ["no password set", null],
    ["another scheme", "bcrypt$10$abc$def"],
    ["not a power of two", "scrypt$1000,8,1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"],
    ["a cost that would stall us", `scrypt$16777216,128,128$${"A".repeat(24)}$${"A".repeat(44)}`],
    ["an empty key, which would equal anything empty", `scrypt$1024,8,1$${"A".repeat(24)}$`],
    ["nothing", ""],
  ])("matches nothing: %s", async (_, hash) => {
    expect(await verifyPassword("", hash)).toMatchObject({ matches: false });
  });

  it("takes as long for an unknown account as for a wrong password", async () => {
    const hash = await hashPassword("a real account's password");
    const time = async (stored: string | null) => {
      const started = performance.now();
      await verifyPassword("a guess at something", stored);
      return performance.now() - started;
    };
    await time(hash);
    const known = Math.min(await time(hash), await time(hash));
    const unknown = Math.min(await time(null), await time(null));
    // Without the dummy work this would be under a thousandth.
    expect(unknown / known).toBeGreaterThan(0.3);
  });
});

describe("passwordProblem", () => {
  const maya = { email: "maya.lindqvist@halden.example", name: "Maya Lindqvist" };
  it.each([
    ["short12", /3 more are missing/],
    ["nine-char", /1 more is missing/],
    ["Password123", /first that get tried/],
    ["aaaaaaaaaaaa", /first that get tried/],
    ["abababababab", /first that get tried/],
    ["MAYA.lindqvist@halden.example", /other than your name/],
    ["maya.lindqvist", /other than your name/],
    ["Maya Lindqvist", /other than your name/],
    ["x".repeat(60).concat("abcdefgh").repeat(4), /at most 200/],
  ])("refuses %j", (password, words) => expect(passwordProblem(password, maya)).toMatch(words));

  it.each(["firstcall-demo", "grey heron, low tide", "ÅÄÖ-ñandú-9"])("accepts %j", (password) =>
    expect(passwordProblem(password, maya)).toBeNull(),
  );
});

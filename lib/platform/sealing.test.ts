import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { forgetEnv } from "./env";
import { SealBrokenError, seal, unseal } from "./sealing";

const before = { ...process.env };
function secretIs(secret: string) {
  process.env.NEXTAUTH_SECRET = secret;
  process.env.DATABASE_URL ??= "postgres://nowhere";
  forgetEnv();
}

beforeEach(() => secretIs("a secret of this installation"));
afterAll(() => {
  process.env = before;
  forgetEnv();
});

const flipped = (text: string) => `${text.slice(0, 9)}${text[9] === "A" ? "B" : "A"}${text.slice(10)}`;

describe("a sealed secret", () => {
  it("opens again, letter for letter, and is never the same twice", () => {
    const text = "whsec_Ünïcode 🙂 and 'quotes'";
    const sealed = seal(text, "webhook", "tenant:row");
    expect(sealed).toMatch(/^v1\.[\w-]+$/);
    expect(sealed).not.toContain("whsec");
    expect(unseal(sealed, "webhook", "tenant:row")).toBe(text);
    expect(seal(text, "webhook", "tenant:row")).not.toBe(sealed);
  });
  it.each([
    ["another purpose", (sealed: string) => unseal(sealed, "crm", "tenant:row")],
    ["another row", (sealed: string) => unseal(sealed, "webhook", "tenant:other")],
    ["a letter changed", (sealed: string) => unseal(flipped(sealed), "webhook", "tenant:row")],
    ["a piece missing", (sealed: string) => unseal(sealed.slice(0, 20), "webhook", "tenant:row")],
    ["plain text", () => unseal("whsec_plain", "webhook", "tenant:row")],
  ])("does not open with %s", (_what, open) => {
    expect(() => open(seal("secret text", "webhook", "tenant:row"))).toThrow(SealBrokenError);
  });
  it("does not open once the installation's own secret is another", () => {
    const sealed = seal("secret text", "webhook", "tenant:row");
    secretIs("another secret altogether");
    expect(() => unseal(sealed, "webhook", "tenant:row")).toThrow(SealBrokenError);
  });
});

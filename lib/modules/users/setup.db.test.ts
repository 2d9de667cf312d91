import { expect, it } from "vitest";
import { findMember } from "@/lib/platform/auth/membership";
import { globalDb } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { completeSetup, ensureSetupToken, setupLinkWorks } from "./setup";

testDatabase({ poolSize: 6 });

const now = new Date("2026-03-02T09:00:00Z");
const wish = (token: string) => ({
  token,
  workspace: "Fjordline",
  timeZone: "Europe/Copenhagen",
  name: "Ada Lund",
  email: "Ada@Fjordline.example",
  password: "grey heron, low tide",
});

it("gives the first visitor with a printed token the workspace, and nobody after", async () => {
  const tokens = [await ensureSetupToken(now), await ensureSetupToken(now)] as string[];
  expect(await setupLinkWorks(tokens[0]!, now)).toBe(true);
  expect(await completeSetup(wish("x".repeat(43)), now)).toMatchObject({ code: "link" });
  expect(await completeSetup({ ...wish(tokens[0]!), password: "fjordline" }, now)).toMatchObject({
    code: "weak_password",
  });
  expect(await completeSetup(wish(tokens[0]!), new Date("2026-03-09T09:00:00Z"))).toMatchObject({
    code: "link",
  });

  // Both links at once, three times each: one workspace, one admin.
  const results = await Promise.all(
    [...tokens, ...tokens, ...tokens].map((token) => completeSetup(wish(token), now)),
  );
  const won = results.filter((result) => result.ok);
  expect(won).toHaveLength(1);
  expect(await globalDb().tenant.count()).toBe(1);
  expect(await findMember(won[0]!.claims)).toMatchObject({
    role: "admin",
    email: "ada@fjordline.example",
    timeZone: "Europe/Copenhagen",
  });
  expect(await ensureSetupToken(now)).toBeNull();
  expect(await setupLinkWorks(tokens[1]!, now)).toBe(false);
});

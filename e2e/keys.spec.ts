import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

test("revops makes a key, uses it, rotates it and revokes it", async ({ page, request, signInAs }) => {
  await signInAs("revops", "/settings/keys");
  const name = `Website ${Date.now()}`;
  const may = async (key: string) =>
    (await request.get("/api/v1/key", { headers: { authorization: `Bearer ${key}` } })).status();

  // What is missing is said where it is typed, and what was typed stays.
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "read" }).check();
  await dialog.getByRole("button", { name: "Create the key" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Give the key a name: what will use it.");
  await expect(dialog.getByRole("checkbox", { name: "read" })).toBeChecked();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create the key" }).click();
  const first = await dialog.getByLabel("The key").inputValue();
  expect(first).toMatch(/^fc_/);
  await dialog.getByRole("button", { name: "Done" }).click();

  // It works, and does no more than it may.
  expect(await may(first)).toBe(200);
  const scored = await request.post("/api/v1/score", {
    headers: { authorization: `Bearer ${first}` },
    data: { lead: { email: "ann@firm.example", company: "Firm", job_title: "CEO" } },
  });
  expect(scored.status()).toBe(200);
  const answer = (await scored.json()) as { score: number; reasons: unknown[] };
  expect(answer.score).toBeGreaterThanOrEqual(0);
  const sent = await request.post("/api/v1/events", {
    headers: { authorization: `Bearer ${first}` },
    data: { events: [{ type: "demo_requested", email: "ann@firm.example" }] },
  });
  expect(sent.status()).toBe(403);

  // The page shows what it may, that it was used, and never the key itself.
  const active = page.getByRole("table", { name: "Active keys" });
  const row = active.getByRole("row").filter({ hasText: name });
  await expect(row.getByRole("listitem")).toHaveText(["score", "read"]);
  await expect(page.locator("body")).not.toContainText(first);
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText(/\d+ s ago|1 min ago/, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expectAccessible(page);

  await row.getByRole("button", { name: `Rotate the key of ${name}` }).click();
  await dialog.getByRole("combobox").click();
  await page.getByRole("option", { name: "not any more, from now on" }).click();
  await dialog.getByRole("button", { name: "Rotate" }).click();
  const second = await dialog.getByLabel("The key").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  expect([await may(first), await may(second)]).toEqual([401, 200]);

  await row.getByRole("button", { name: `Revoke the key of ${name}` }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(
    page.getByRole("table", { name: "Ended keys" }).getByRole("row").filter({ hasText: name }),
  ).toBeVisible();
  expect(await may(second)).toBe(401);
});

test("a leader sees no keys", async ({ page, signInAs }) => {
  await signInAs("leader", "/leads");
  const response = await page.goto("/settings/keys");
  expect(response?.status()).toBe(403);
});

test("keys are readable on a phone", async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs("admin", "/settings/keys");
  await expect(page.getByRole("button", { name: "Create key" })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

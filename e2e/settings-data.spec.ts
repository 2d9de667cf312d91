import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { DEMO_PASSWORD } from "@/lib/modules/users/demo-people";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { sql } from "./database";
import { demoPerson, expect, test } from "./fixtures";
import { ImportPage } from "./pages/import-page";
import { SignInPage } from "./pages/sign-in-page";
import { isAtWork } from "./ready";

const PAGE = "/settings/data";

/** The names of the files in an archive, and the text of one of them. */
function openArchive(archive: Buffer, wanted: string): { readonly names: string[]; readonly text: string } {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let at = archive.readUInt32LE(end + 16);
  const names: string[] = [];
  let text = "";
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26);
    names.push(name);
    if (name === wanted)
      text = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20))).toString("utf8");
    at += 46 + nameLength;
  }
  return { names, text };
}

/** A workspace of its own with one admin, scored by the demo's rules and known by the demo's password. */
async function ownWorkspace(name: string): Promise<string> {
  const [tenantId, userId] = [randomUUID(), randomUUID()];
  const email = `admin@${name.toLowerCase()}.example`;
  await sql("INSERT INTO tenants (id, slug, name, time_zone) VALUES ($1, $2, $3, 'Etc/UTC')", [
    tenantId,
    name.toLowerCase(),
    name,
  ]);
  await sql(
    "INSERT INTO users (id, email, name, password_hash) SELECT $1, $2, 'Own Admin', password_hash FROM users WHERE email = $3",
    [userId, email, demoPerson("admin").email],
  );
  await sql("INSERT INTO memberships (tenant_id, user_id, role) VALUES ($1, $2, 'admin')", [
    tenantId,
    userId,
  ]);
  await sql(
    `INSERT INTO band_sets (tenant_id, id, bands, created_at)
     SELECT $1, b.id, b.bands, b.created_at FROM band_sets b JOIN rule_sets r ON r.tenant_id = b.tenant_id AND r.band_set_id = b.id
      WHERE r.version = 'Rules v1' AND b.tenant_id = (SELECT id FROM tenants WHERE is_demo)`,
    [tenantId],
  );
  await sql(
    `INSERT INTO rule_sets (tenant_id, id, version, definition, band_set_id, hash, published_at, created_at)
     SELECT $1, id, version, definition, band_set_id, hash, published_at, created_at FROM rule_sets
      WHERE version = 'Rules v1' AND tenant_id = (SELECT id FROM tenants WHERE is_demo)`,
    [tenantId],
  );
  await sql(
    `INSERT INTO workspace_settings (tenant_id, active_scorer_kind, active_scorer_id, market, working_hours)
     SELECT $1, 'rules', r.id, s.market, s.working_hours FROM workspace_settings s
       JOIN rule_sets r ON r.tenant_id = s.tenant_id AND r.version = 'Rules v1'
      WHERE s.tenant_id = (SELECT id FROM tenants WHERE is_demo)`,
    [tenantId],
  );
  return email;
}

test.describe("workspace data", () => {
  test("an admin takes the whole workspace along", async ({ page, signInAs }) => {
    test.setTimeout(120_000);
    await signInAs("admin", PAGE);
    await expectAccessibleInBothThemes(page, PAGE);
    const arriving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export the workspace" }).click();
    const file = await arriving;
    expect(file.suggestedFilename()).toMatch(/^halden-\d{4}-\d{2}-\d{2}\.zip$/);
    const { names, text } = openArchive(await readFile(await file.path()), "people.csv");
    expect(names).toEqual(
      expect.arrayContaining(["leads.csv", "events.csv", "scores.csv", "audit_log.csv", "README.txt"]),
    );
    expect(text).toContain("jonas@halden.example");
  });

  test("an admin erases a person who asks for it, from the lead's page, and imports them anew", async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(120_000);
    const stamp = `forget${Date.now()}`;
    const email = `ada@${stamp}.example`;
    const wizard = new ImportPage(page);
    const bring = async () => {
      await page.goto("/leads/import");
      await wizard.upload(
        `${stamp}.csv`,
        `Id,Name,Email,Company\n${stamp},Ada Forgotten,${email},Analytical\n`,
      );
      await wizard.waitForColumns();
      await wizard.start.click();
      await wizard.waitUntilDone();
    };
    await signInAs("admin", "/leads/import");
    await bring();

    await page.goto(`/leads?view=all&q=${encodeURIComponent(email)}`);
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
    const lead = page.url().split("?")[0]!;
    await page.goto(`${lead}?tab=fields`);
    await page.getByRole("link", { name: "Erase this person" }).click();
    const found = page.getByRole("region", { name: "What would go" });
    await expect(found).toContainText(email);
    await expect(found).toContainText("With the lead go");
    await isAtWork(found.getByRole("button", { name: "Erase" }));
    await found.getByRole("button", { name: "Erase" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(dialog).toContainText("10 more characters.");
    await expectAccessible(page);
    await dialog.getByLabel("Why").fill("Asked for it by letter of 20 November");
    await dialog.getByLabel(`Type ${email} to confirm`).fill(email);
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(page.getByText("1 lead erased with every trace")).toBeVisible({ timeout: 30_000 });
    expect((await page.goto(lead))?.status()).toBe(404);

    await page.goto(PAGE);
    await page.getByLabel("E-mail, or id of the lead").fill(email);
    await isAtWork(page.getByRole("button", { name: "Look up" }));
    await page.getByLabel("E-mail, or id of the lead").press("Enter");
    await expect(page.getByText("Nobody here has that e-mail or id.")).toBeVisible();

    await bring();
    await page.goto(`/leads?view=all&q=${encodeURIComponent(email)}`);
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
    expect(page.url()).not.toContain(lead);
  });

  test("nothing is deleted by who does not type its name", async ({ page, signInAs }) => {
    await signInAs("admin", PAGE);
    const open = page.getByRole("button", { name: "Delete Halden" });
    await isAtWork(open);
    await open.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("There is no way back");
    await dialog.getByLabel("Type Halden to confirm").fill("Hald");
    await dialog.getByRole("button", { name: "Delete for good" }).click();
    await expect(dialog).toContainText("Type Halden as it is written here.");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Keep it" }).click();
    await page.reload();
    await expect(open).toBeVisible();
  });

  test("an admin deletes a workspace: its people are signed out and unknown, the others work on", async ({
    page,
    otherPage,
    signInAs,
  }) => {
    const name = `Brief${Date.now()}`;
    const email = await ownWorkspace(name);
    const signIn = new SignInPage(page);
    await signIn.open(PAGE);
    await signIn.submit(email, DEMO_PASSWORD);
    await page.waitForURL((url) => url.pathname === PAGE);
    const elsewhere = await otherPage();
    const second = new SignInPage(elsewhere);
    await second.open("/leads");
    await second.submit(email, DEMO_PASSWORD);
    await elsewhere.waitForURL((url) => url.pathname === "/leads");

    const open = page.getByRole("button", { name: `Delete ${name}` });
    await isAtWork(open);
    await open.click();
    await page.getByLabel(`Type ${name} to confirm`).fill(name);
    await page.getByRole("button", { name: "Delete for good" }).click();
    await expect(page.getByText("The workspace is deleted")).toBeVisible({ timeout: 30_000 });
    await elsewhere.goto("/leads");
    await expect(elsewhere).toHaveURL(/\/signin/);
    await second.submit(email, DEMO_PASSWORD);
    await expect(second.message).toBeVisible();
    await signInAs("rep", "/leads");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
  });

  test("nobody else may: neither page nor download", async ({ page, signInAs }) => {
    await signInAs("revops", "/leads");
    expect((await page.goto(PAGE))?.status()).toBe(403);
    expect((await page.request.get(`${PAGE}/export`)).status()).toBe(403);
  });
});

import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { sql } from "./database";
import { demoPerson, expect, test } from "./fixtures";
import { LeadPage } from "./pages/lead-page";
import { LeadsPage } from "./pages/leads-page";
import { SignInPage } from "./pages/sign-in-page";

// Journeys of several people, on machines that do other things beside.
test.describe.configure({ timeout: 120_000 });

const REASON = "Board introduction, budget confirmed for Q1.";

/** A Warm lead that no other journey works on: the list's tail. */
async function warmLead(page: Page, position: number): Promise<{ id: string; name: string; score: number }> {
  await page.goto("/leads?view=open&band=warm&sort=score");
  const leads = new LeadsPage(page);
  const row = leads.rows.nth(position);
  await row.waitFor();
  return {
    id: (await row.getAttribute("data-row-id")) ?? "",
    name: await leads.nameOf(row),
    score: (await leads.scores())[position] ?? 0,
  };
}

async function signInOn(page: Page, role: "manager" | "rep"): Promise<LeadPage> {
  const { email, password } = demoPerson(role);
  const signIn = new SignInPage(page);
  await signIn.open("/leads");
  await signIn.submit(email, password);
  await page.waitForURL((url) => url.pathname === "/leads");
  return new LeadPage(page);
}

test("a rep asks for an override, a manager approves, and both see the machine's score struck through", async ({
  page,
  signInAs,
  otherPage,
}) => {
  await signInAs("rep");
  const { id, name, score } = await warmLead(page, 0);
  const maya = new LeadPage(page);
  await maya.open(id);
  await maya.openOverride();
  await expect(maya.dialog).toContainText(`Ask to override ${name}`);
  await expect(maya.dialog).toContainText(
    /Henrik Dahl, Ruth Adeyemi, Sofia Reyes and Jonas Weber are asked\./,
  );
  await maya.dialog.getByRole("combobox", { name: "Band" }).click();
  await page.getByRole("option", { name: /^Hot/ }).click();
  await maya.choose("Kind of reason", "Offline knowledge");
  await maya.reason.fill("On leave");
  await maya.submit();
  await expect(maya.dialog).toContainText("2 more characters. Say what a manager needs to decide.");
  await expect(maya.reason).toBeFocused();
  await maya.reason.fill(REASON);
  await maya.choose("Expires", "7 days");
  await maya.submit();
  await expect(maya.dialog).toBeHidden();
  await expect(maya.request).toContainText(REASON);
  await expect(maya.request).toContainText("7 days from the approval");
  await expect(maya.header.locator("s")).toHaveCount(0);
  // What only managers may do is not hers.
  for (const verb of ["Approve", "Decline", "Extend", "Change"])
    await expect(maya.override.getByRole("button", { name: verb })).toHaveCount(0);

  const ruth = await signInOn(await otherPage(), "manager");
  await ruth.open(id);
  await expect(ruth.request).toContainText("Maya Lindqvist asks for");
  await ruth.request.getByRole("button", { name: "Approve" }).click();
  await expect(ruth.override).toContainText("7 days left");
  await expect(ruth.override).toContainText(/Asked byMaya Lindqvist, today/);
  await expect(ruth.header.locator("s")).toHaveText(String(score));
  await expect(ruth.header).toContainText("Hot");
  await expect(ruth.page.getByRole("heading", { name: `Why the machine says ${score}` })).toBeVisible();
  await expect(ruth.page.getByText("These factors do not explain the override.")).toBeVisible();

  await page.goto(`/leads?view=all&q=${encodeURIComponent(name)}`);
  const row = page.locator(`tr[data-row-id="${id}"]`);
  await expect(row.locator("s")).toHaveText(String(score));
  await expect(row).toContainText("Hot");
  await maya.open(id);
  await expect(maya.header.locator("s")).toHaveText(String(score));
  await expect(maya.aside).toContainText("Ruth set the band to Hot");
});

test("a manager sets a score by keyboard, extends, changes and reverts it; mistakes are told and change nothing", async ({
  page,
  signInAs,
}) => {
  await signInAs("manager");
  const { id, score } = await warmLead(page, 1);
  const lead = new LeadPage(page);
  await lead.open(id);
  await lead.openOverride();
  await expect(lead.score).toBeFocused();

  await page.keyboard.type("101");
  await lead.submit();
  await expect(lead.dialog).toContainText("A score is a whole number from 0 to 100.");
  await lead.score.fill(String(score));
  await expect(lead.dialog).toContainText(`The machine says ${score} Warm already.`);
  await lead.score.fill("95");
  await expect(lead.dialog).toContainText(/moves to Hot now\./);
  await lead.submit();
  await expect(lead.dialog).toContainText("Choose what kind of reason it is.");
  await lead.choose("Kind of reason", "Timing");
  await lead.reason.fill("            ");
  await lead.submit();
  await expect(lead.dialog).toContainText("10 more characters.");
  await lead.reason.fill(REASON);
  await lead.choose("Expires", "Date");
  await lead.submit();
  await expect(lead.dialog).toContainText("Choose the day until which it holds.");
  await lead.dialog.getByLabel("Last day").fill("2020-01-31");
  await lead.submit();
  await expect(lead.dialog).toContainText("That day is over. Choose today or a later day.");
  await expect(lead.reason).toHaveValue(REASON);
  const kept = await sql("SELECT id FROM overrides WHERE lead_id = $1 AND status = 'active'", [id]);
  expect(kept.rows).toEqual([]);
  await lead.choose("Expires", "14 days");
  await lead.submit();
  await expect(lead.dialog).toBeHidden();
  await expect(lead.override).toContainText("14 days left");
  await expect(lead.header).toContainText("95");
  await expect(page.getByRole("main")).toContainText("95 set");

  await lead.override.getByRole("button", { name: "Extend" }).click();
  await lead.choose("By", "7 days");
  await lead.dialog.getByRole("button", { name: "Extend" }).click();
  await expect(lead.override).toContainText("21 days left");

  await lead.override.getByRole("button", { name: "Change" }).click();
  await expect(lead.reason).toHaveValue(REASON);
  await lead.score.fill("1");
  await lead.submit();
  await expect(lead.header.locator("s")).toHaveText(String(score));
  await expect(lead.override).toContainText(/replaced on/);

  await lead.override.getByRole("button", { name: `Revert to ${score}` }).click();
  await lead.dialog.getByRole("button", { name: `Revert to ${score}` }).click();
  await expect(lead.override).toContainText("None. The machine score counts.");
  await expect(lead.header.locator("s")).toHaveCount(0);
  await expect(lead.override).toContainText(/reverted by Ruth Adeyemi/);
  await expect(lead.aside).toContainText("Ruth reverted the override to 1");
});

test("an override that has expired leaves the machine's score counting again", async ({ page, signInAs }) => {
  await signInAs("manager");
  const { id, score } = await warmLead(page, 2);
  const lead = new LeadPage(page);
  await lead.open(id);
  await lead.openOverride();
  await lead.score.fill("96");
  await lead.choose("Kind of reason", "Other");
  await lead.reason.fill(REASON);
  await lead.submit();
  await expect(lead.header).toContainText("96");
  // Its time is up, as far as this override knows; the product notices by itself.
  await sql(
    "UPDATE overrides SET expires_at = started_at + interval '1 millisecond' WHERE lead_id = $1 AND status = 'active'",
    [id],
  );
  await expect
    .poll(
      async () => {
        await page.reload();
        return lead.override.textContent();
      },
      { timeout: 60_000, intervals: [2_000] },
    )
    .toContain("None. The machine score counts.");
  await expect(lead.header.locator("s")).toHaveCount(0);
  await expect(lead.header).toContainText(String(score));
  await expect(lead.override).toContainText(/Set by Ruth Adeyemi on .*, expired on/);
  await expect(lead.aside).toContainText("The override to 96 expired");
});

test("the dialog is accessible in light and dark, on a screen and on a phone", async ({ page, signInAs }) => {
  await signInAs("manager");
  const { id } = await warmLead(page, 3);
  const lead = new LeadPage(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await lead.open(id);
      await lead.openOverride();
      await lead.submit();
      await expectAccessible(page);
    }
  }
});

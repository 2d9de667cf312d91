import { type CrmServer, hubspotServer, TOKEN } from "@/lib/testing/crm-servers";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { sql } from "./database";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/crm?kind=hubspot";
let hubspot: CrmServer;
test.beforeAll(async () => {
  hubspot = await hubspotServer();
});
test.afterAll(() => hubspot.stop());

test.describe("the CRM", () => {
  test("revops connects HubSpot, tries with ten leads, mends a field, writes, and sees who was refused", async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(120_000);
    // Everybody is there but one.
    const { rows } = await sql(
      "SELECT id, email FROM leads WHERE score_total IS NOT NULL AND email <> '' ORDER BY id",
    );
    const [missing, ...known] = rows as { id: string; email: string }[];
    const isThere = known.filter(({ email }) => email !== missing?.email);
    for (const { id, email } of isThere) hubspot.records.set(id, { email });

    await signInAs("revops", "/settings/crm");
    await page.goto(PAGE);
    const save = page.getByRole("button", { name: "Save", exact: true });
    await isAtWork(save);
    await save.click();
    await expect(page.getByLabel("Token of a private app")).toHaveAccessibleDescription(/Enter it/);
    await page.getByLabel("Address").fill(hubspot.url);
    await page.getByLabel("Token of a private app").fill(TOKEN);
    await page.getByLabel("Their field, 2").fill("no_such_field");
    for (const place of [5, 4, 3]) await page.getByRole("button", { name: `Remove field ${place}` }).click();
    await save.click();
    await expect(page.getByRole("listitem").filter({ hasText: "HubSpot saved" })).toBeVisible();
    await expect(page.getByLabel("Token of a private app")).toHaveValue("");
    expect(await page.content()).not.toContain(TOKEN);

    await page.getByRole("button", { name: "Try with ten leads" }).click();
    const trial = page.getByRole("region", { name: "Last trial" });
    await expect(trial).toContainText("Not there: no_such_field.", { timeout: 20_000 });
    await trial.getByText(/^What would be written for 10 leads/).click();
    await expect(
      trial.getByRole("list", { name: "What would be written" }).getByRole("listitem"),
    ).toHaveCount(10);
    expect(hubspot.asked.some(({ path }) => path.endsWith("/batch/update"))).toBe(false);
    await expectAccessible(page);

    await page.getByLabel("Their field, 2").fill("firstcall_band");
    await expect(page.getByRole("button", { name: "Write all leads" })).toBeDisabled();
    await save.click();
    await expect(page.getByRole("listitem").filter({ hasText: "HubSpot saved" }).last()).toBeVisible();
    await page.getByRole("button", { name: "Write all leads" }).click();
    const run = page.getByRole("list", { name: "Runs" }).getByRole("listitem").first();
    await expect(run).toContainText("All leads, by Daniel Okafor");
    await expect(run).toContainText(/written.*refused$/, { timeout: 60_000, useInnerText: true });
    const refused = page.getByRole("list", { name: "Refused leads" }).getByRole("listitem");
    await expect(refused.filter({ has: page.locator(`a[href="/leads/${missing?.id}"]`) })).toContainText(
      "may be deleted or not exist",
    );
    const [lead] = (
      await sql("SELECT id, effective_score AS score FROM leads WHERE id = $1", [isThere[5]?.id])
    ).rows;
    expect(hubspot.records.get(lead.id)).toMatchObject({
      firstcall_score: expect.stringMatching(/^\d{1,3}$/),
      firstcall_band: expect.stringMatching(/^\w+$/),
    });

    hubspot.records.set(missing?.id ?? "", { email: missing?.email });
    await page.getByRole("button", { name: "Write these again" }).click();
    await expect(refused.filter({ has: page.locator(`a[href="/leads/${missing?.id}"]`) })).toHaveCount(0, {
      timeout: 20_000,
    });
    await expectAccessibleInBothThemes(page, PAGE);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await isAtWork(page.getByRole("button", { name: "Disconnect HubSpot" }));
    await page.getByRole("button", { name: "Disconnect HubSpot" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect", exact: true }).click();
    await expect(page.getByRole("button", { name: "Try with ten leads" })).toHaveCount(0);
  });

  test("a rep is refused", async ({ page, signInAs }) => {
    await signInAs("rep");
    expect((await page.goto("/settings/crm"))?.status()).toBe(403);
  });
});

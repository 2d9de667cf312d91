import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { ImportPage } from "./pages/import-page";

const HEADER =
  "CRM id;Email;Name;Company;Job title;Gender;Total visits;Pricing views;Opt-out;Plan;Rating;Stage;Created";

/** Forty leads under ids of their own, and three rows with something wrong. */
function leadsFile(stamp: string): string {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const stage = index % 4 === 0 ? "Closed won" : index % 4 === 1 ? "Closed lost" : "New";
    return [
      `${stamp}-${index}`,
      `person${index}@${stamp}.example`,
      `Import${index} Person`,
      `Company ${index % 7}`,
      index % 3 === 0 ? "Chief Executive Officer" : "Buyer",
      index % 2 === 0 ? "f" : "m",
      index % 9,
      index % 3,
      index % 10 === 0 ? "yes" : "no",
      ["Basic", "Pro", "Team"][index % 3],
      (index % 5) + 1,
      stage,
      `2026-0${(index % 9) + 1}-15`,
    ].join(";");
  });
  return [
    HEADER,
    ...rows,
    ";;Nobody Known;Company 1;Buyer;f;1;0;no;Pro;1;New;2026-02-01",
    `${stamp}-0;again@${stamp}.example;Twice Given;Company 1;Buyer;m;1;0;no;Pro;1;New;2026-02-01`,
    `${stamp}-99;late@${stamp}.example;From Tomorrow;Company 1;Buyer;m;1;0;no;Pro;1;New;2062-02-01`,
  ].join("\n");
}

test("a file becomes ranked leads, and the same file again changes nothing", async ({ page, signInAs }) => {
  test.slow();
  const stamp = `e2e${Date.now()}`;
  const wizard = new ImportPage(page);
  await signInAs("revops", "/leads/import");
  await wizard.open();
  await wizard.upload(`${stamp}.csv`, leadsFile(stamp));

  await wizard.waitForColumns();
  await expect(page.getByText("Semicolon, UTF-8, first row is the header")).toBeVisible();
  await expect(wizard.destination("Pricing views")).toContainText("Pricing views, 30 days");
  await expect(wizard.destination("Opt-out")).toContainText("Unsubscribed");
  await expect(wizard.destination("Stage")).toContainText("Won or lost");
  await expect(wizard.destination("Gender")).toHaveCount(0);
  await expect(page.getByText("Never used to score. Cannot be turned on.")).toBeVisible();
  await expect(page.getByText("Same id as an earlier line")).toBeVisible();
  await expect(page.getByText("Created in the future")).toBeVisible();
  await expect(page.getByText("No email, and no other id")).toBeVisible();
  await expect(page.getByRole("region", { name: "Needs you" })).toContainText("Rating");
  await expectAccessible(page);

  await wizard.place("Rating", "Not imported");
  await expect(page.getByRole("region", { name: "Needs you" })).toHaveCount(0);
  await wizard.start.click();
  await wizard.waitUntilDone();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("40 leads are in, 3 rows stayed out");
  await expect(page.getByRole("table", { name: "Why rows stayed out" })).toContainText(
    "Created in the future",
  );
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the 3 rows" }).click();
  expect((await download).suggestedFilename()).toMatch(/^kept-out-.+\.csv$/);

  await page.goto(`/leads?view=all&q=${stamp}`);
  await expect(page.getByText("Import0 Person").first()).toBeVisible();

  await wizard.open();
  await wizard.upload(`${stamp}-again.csv`, leadsFile(stamp));
  await wizard.waitForColumns();
  await wizard.place("Rating", "Not imported");
  await expect(page.getByText("Known already")).toBeVisible();
  await wizard.start.click();
  await wizard.waitUntilDone();
  await expect(page.getByText("No lead is new. Nothing changed, so no score did.")).toBeVisible();
});

test("a file that is no table is refused in words, and the page stays usable", async ({ page, signInAs }) => {
  const wizard = new ImportPage(page);
  await signInAs("admin", "/leads/import");
  await wizard.open();
  await wizard.upload("workbook.csv", "PK\u0003\u0004 and the rest");
  await expect(page.getByRole("alert").filter({ hasText: "Excel workbook" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeEnabled();
});

test("the first step is accessible in both themes", async ({ page, signInAs }) => {
  await signInAs("admin", "/leads/import");
  await expectAccessibleInBothThemes(page, "/leads/import");
});

test("a rep may not import: neither the page nor the upload", async ({ page, signInAs }) => {
  await signInAs("rep");
  const response = await page.goto("/leads/import");
  expect(response?.status()).toBe(403);
  const upload = await page.request.post("/leads/import/upload", {
    headers: { "x-file-name": "leads.csv" },
    data: "email\na@b.example\n",
  });
  expect(upload.status()).toBe(403);
});

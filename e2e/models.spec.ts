import { readFile } from "node:fs/promises";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { ImportPage } from "./pages/import-page";

/** Twelve hundred undated leads in the order of their rows, and two columns that know how each ended. */
function historyFile(stamp: string): string {
  const rows = Array.from({ length: 1_200 }, (_, index) => {
    // A fixed pattern instead of chance: what a lead did, and, nearly, what became of it.
    const visits = (index * 7) % 10;
    const origin = ["Landing page", "Form", "Referral", "Import"][(index * 13) % 4];
    const won = (visits * 7 + (origin === "Referral" ? 30 : 0) + ((index * 31) % 37)) % 100 > 55;
    return [
      `${stamp}-${index}`,
      `history${index}@${stamp}.example`,
      visits,
      (index * 17) % 600,
      origin,
      won ? "Will sign" : index % 3 === 0 ? "Not interested" : "Ringing",
      won ? 1 : 0,
    ].join(",");
  });
  return ["Id,Email,Total visits,Seconds on site,Lead origin,Remark tag,Converted", ...rows].join("\n");
}

test("from a file to a model that ranks: import, check, train, look, publish, roll back", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(180_000);
  const stamp = `hist${Date.now()}`;
  const wizard = new ImportPage(page);
  await signInAs("revops", "/leads/import");
  await wizard.open();
  await wizard.upload(`${stamp}.csv`, historyFile(stamp));
  await wizard.waitForColumns();
  await wizard.start.click();
  await wizard.waitUntilDone();

  await page.goto("/models");
  await page.getByRole("link", { name: "Train", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Train on what happened" })).toBeVisible();
  await page.getByRole("radio", { name: "With the values as they were imported" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Check the data" }).click();

  const train = page.getByRole("button", { name: "Train 5 scorers" });
  await expect(train).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("That they were known before the outcome is the file's word")).toBeVisible();
  const leaks = page.getByRole("region", { name: "Leak" });
  await expect(leaks).toContainText("Remark tag");
  await leaks.getByRole("button", { name: "Keep Remark tag, say why" }).click();
  await page.getByRole("button", { name: "Keep the column" }).click();
  await expect(page.getByRole("dialog")).toContainText("10 more characters");
  await page.getByRole("button", { name: "Leave it out" }).click();
  await expectAccessible(page);
  await train.click();

  await expect(page.getByRole("heading", { name: "Leaderboard" })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("Know the outcome", { exact: true })).toBeVisible();
  await expectAccessible(page);
  const card = page.waitForEvent("download");
  await page.getByRole("button", { name: "Model card" }).click();
  expect(await readFile(await (await card).path(), "utf8")).toContain("# Model card");

  await page.getByRole("link", { name: "Look and publish" }).click();
  const publish = page.getByRole("button", { name: /^Publish/ });
  await expect(publish).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await publish.click();
  await page.waitForURL((url) => url.pathname === "/models");
  await expect(page.getByRole("main")).toContainText("Model v2");

  await page.goto("/leads");
  await expect(page.getByRole("row").nth(1)).toContainText(/\d/);
  await page.goto("/models");
  await page.getByRole("button", { name: "Roll back to Model v1" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("Model v1 is in use again", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Model v1" }).first()).toContainText("In use");
});

test("a rep may look at models, and neither train nor publish", async ({ page, signInAs }) => {
  await signInAs("rep", "/models");
  await expect(page.getByRole("heading", { name: "All versions" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Train", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Roll back/ })).toHaveCount(0);
  const answer = await page.goto("/models/train");
  expect(answer?.status()).toBe(403);
  expect((await page.goto("/models/runs/unknown"))?.status()).toBe(404);
});

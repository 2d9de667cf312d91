import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { sql } from "./database";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const points = (page: Page) => page.getByLabel("Points of Requested a demo", { exact: true });
const name = async (page: Page) =>
  (await page.getByRole("button", { name: /^Publish v\d+$/ }).textContent())!.match(/v\d+/)![0];

test.beforeEach(() => sql("DELETE FROM scoring_drafts WHERE kind = 'rules'"));

test("while a model scores, rules are published to wait, then to take over; the model comes back", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(150_000);
  await signInAs("revops", "/settings/rules");
  await isAtWork(points(page));
  await expect(page.getByText(/^Points by rule.*scores your leads; these rules run beside it/)).toBeVisible();

  const waiting = `Rules ${await name(page)}`;
  await points(page).fill("13");
  await points(page).press("Control+Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Requested a demo: +12 to +13");
  await expect(dialog.getByLabel("Note")).toHaveValue("Requested a demo: +12 to +13");
  await dialog.getByLabel("Note").fill("");
  await expect(dialog).toContainText("Write in a few words what was changed.");
  await dialog.getByLabel("Note").fill("A demo says more than we thought");
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(`${waiting} is published and waits`, { exact: true })).toBeVisible();
  await expect(points(page)).toHaveValue("+13");
  await expect(page.getByText(/^1 change to/)).toHaveCount(0);
  await expect(page.getByText(`${waiting} stands by`)).toBeVisible();

  await isAtWork(points(page));
  await points(page).fill("12");
  const taking = `Rules ${await name(page)}`;
  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await dialog.getByRole("radio", { name: `${taking} takes over from Model v1` }).press("Space");
  await dialog.getByRole("button", { name: /^Publish v/ }).click();
  await expect(page.getByText(`${taking} is in use`, { exact: true })).toBeVisible();
  await expect(page.getByText(`${taking} scores your leads`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Scoring again" })).toHaveCount(0, { timeout: 60_000 });

  await page.goto("/models");
  await page.getByRole("button", { name: "Roll back to Model v1" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("Model v1 is in use again", { exact: true })).toBeVisible();
});

test("of two who publish at once, the second is told and keeps the draft", async ({
  page,
  otherPage,
  signInAs,
}) => {
  await signInAs("revops", "/settings/rules");
  await isAtWork(points(page));
  const other = await otherPage();
  await other.goto("/signin?callbackUrl=/settings/rules");
  await other.getByLabel("E-mail").fill("jonas@halden.example");
  await other.getByLabel("Password", { exact: true }).fill("firstcall-demo");
  await other.getByRole("button", { name: "Sign in" }).click();
  await isAtWork(points(other));

  const theirs = `Rules ${await name(other)}`;
  await points(page).fill("15");
  await points(other).fill("14");
  await other.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await other
    .getByRole("dialog")
    .getByRole("button", { name: /^Publish v/ })
    .click();
  await expect(other.getByText(`${theirs} is published and waits`, { exact: true })).toBeVisible();

  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Publish v/ })
    .click();
  await expect(page.getByRole("dialog")).toContainText(`Somebody published ${theirs} meanwhile.`);
  await page.getByRole("button", { name: "Load again" }).click();
  await expect(page.getByText(`; ${theirs} is in use now`)).toBeVisible();
  await expect(points(page)).toHaveValue("+15");
  await page.getByRole("button", { name: "Keep working on it" }).click();
  await points(page).fill("12");
  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Publish v/ })
    .click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

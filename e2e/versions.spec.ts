import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/versions";
const entry = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
const restore = (page: Page, title: string) =>
  page.getByRole("button", { name: `Restore ${title}`, exact: true });

async function goOverTo(page: Page, title: string): Promise<void> {
  await isAtWork(restore(page, title));
  await restore(page, title).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("scored again in the background");
  await expect(dialog).toContainText("What changes");
  await dialog.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText(`${title} is in use again`, { exact: true })).toBeVisible();
  await expect(restore(page, title)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Scoring again" })).toHaveCount(0, { timeout: 60_000 });
}

test("revops reads what versions changed, proves their scores, restores one and comes back", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(150_000);
  await signInAs("revops", PAGE);
  await expectAccessibleInBothThemes(page, PAGE);
  await expect(entry(page, "Model v1").first()).toContainText("Logistic regression instead of rules");

  const verify = page.getByRole("button", { name: "Verify 200 past scores of Rules v1" });
  await isAtWork(verify);
  await verify.press("Enter");
  await expect(entry(page, "Rules v1")).toContainText("200 of 200 equal, bit for bit", { timeout: 30_000 });

  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page).toHaveURL(/\?a=/);
  await expect(page.getByRole("region", { name: "Compare two versions" })).toContainText(/^.*From .* to /s);
  await expectAccessible(page);

  await goOverTo(page, "Rules v1");
  await goOverTo(page, "Model v1");
});

test("each line of a lead's history can be proven", async ({ page, signInAs }) => {
  await signInAs("rep", "/leads");
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
  await page.goto(`${page.url().split("?")[0]}?tab=history&range=all`);
  const lines = page.getByRole("button", { name: /^Verify the score of/ });
  await isAtWork(lines.last());
  await lines.last().click();
  await expect(page.getByText("Equal, bit for bit")).toBeVisible();
});

test("a manager may not", async ({ page, signInAs }) => {
  await signInAs("manager");
  expect((await page.goto(PAGE))?.status()).toBe(403);
});

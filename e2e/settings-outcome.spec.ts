import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/outcome";
const figures = (page: Page) => page.getByRole("region", { name: "On the leads there are" });
const figure = (page: Page, label: string) =>
  figures(page)
    .locator("div", { has: page.locator("dt", { hasText: label }) })
    .last()
    .locator("dd");
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const saved = (page: Page) =>
  expect(page.getByRole("listitem").filter({ hasText: "Outcome saved" })).toBeVisible();

test.describe("what the workspace predicts", () => {
  test("revops sees what a window means before it is saved, sets it, trains by it and lets it go", async ({
    page,
    signInAs,
  }) => {
    await signInAs("revops", PAGE);
    await expect(figures(page)).toContainText("are positive");
    const before = await figure(page, "Window not over yet").innerText();
    const chosen = page.getByLabel("What is set here");
    await isAtWork(chosen);
    await chosen.press("Space");
    await page.getByLabel("Within days").fill("0");
    await save(page).click();
    await expect(page.getByText("The window is at least a day.").first()).toBeVisible();
    await expect(page.getByLabel("Within days")).toBeFocused();

    await page.getByLabel("Within days").fill("30");
    await expect(figure(page, "Window not over yet")).not.toHaveText(before);
    await save(page).click();
    await saved(page);
    await expectAccessibleInBothThemes(page, PAGE);

    await page.goto("/models/train");
    await expect(page.getByLabel("Within days")).toHaveValue("30");
    await page.goto(PAGE);
    await expect(page.getByLabel("Within days")).toHaveValue("30");
    await isAtWork(page.getByLabel("What the model in use was taught"));
    await page.getByLabel("What the model in use was taught").press("Space");
    await save(page).click();
    await saved(page);
    await expect(figure(page, "Window not over yet")).toHaveText(before);
  });

  test("a manager may not", async ({ page, signInAs }) => {
    await signInAs("manager");
    const answer = await page.goto(PAGE);
    expect(answer?.status()).toBe(403);
  });
});

import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/bands";
const hot = (page: Page) => page.getByRole("slider", { name: "Hot begins at" });
const edge = async (page: Page) => Number(await hot(page).getAttribute("aria-valuenow"));
const follows = (page: Page) => page.getByRole("table", { name: /Bands, what is done/ });
const row = (page: Page, band: string) => follows(page).getByRole("row").filter({ hasText: band });

/** The past is replayed once after each publish. */
async function openBands(page: Page): Promise<void> {
  await page.goto(PAGE);
  await expect(hot(page)).toBeVisible({ timeout: 30_000 });
  await isAtWork(hot(page));
}

async function dragHotBy(page: Page, pixels: number): Promise<void> {
  const box = await hot(page).boundingBox();
  if (!box) throw new Error("the edge is not drawn");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y, { steps: 6 });
  await page.mouse.up();
}

test("revops draws an edge, sees what follows, backtests, publishes and takes it back", async ({
  page,
  signInAs,
}) => {
  test.setTimeout(150_000);
  await signInAs("revops", PAGE);
  await openBands(page);
  await expectAccessibleInBothThemes(page, PAGE);
  await openBands(page);
  const published = await edge(page);
  const inUse = ((await page.getByText(/, no draft$/).textContent()) ?? "").replace(", no draft", "");

  // By dragging: every figure answers.
  await dragHotBy(page, -120);
  const drawn = await edge(page);
  expect(drawn).toBeLessThan(published - 5);
  await expect(page.getByText(`${published} now`, { exact: true })).toBeVisible();
  await expect(page.getByText(/\d+ flip to Hot/)).toBeVisible();
  await expect(row(page, "Hot").getByText("was").first()).toBeAttached();

  // By keyboard: one and five points, and never past a neighbour.
  await hot(page).focus();
  await page.keyboard.press("ArrowLeft");
  expect(await edge(page)).toBe(drawn - 1);
  await page.keyboard.press("Shift+ArrowRight");
  expect(await edge(page)).toBe(drawn + 4);
  await page.keyboard.press("End");
  expect(await edge(page)).toBe(100);
  await page.keyboard.press("Home");
  const warm = Number(
    await page.getByRole("slider", { name: "Warm begins at" }).getAttribute("aria-valuenow"),
  );
  expect(await edge(page)).toBe(warm + 1);
  for (let step = warm + 1; step < drawn; step += 1) await page.keyboard.press("ArrowRight");
  expect(await edge(page)).toBe(drawn);

  // The draft is kept, and comes back with the page.
  await expect(page.getByRole("status").filter({ hasText: "Kept" })).toBeVisible();
  await openBands(page);
  expect(await edge(page)).toBe(drawn);

  // By capacity.
  const capacity = page.getByRole("slider", { name: /Hot leads that can be called/ });
  await capacity.focus();
  await page.keyboard.press("End");
  expect(await edge(page)).toBeLessThan(drawn);
  await expect(page.getByText(/Given up: Hot converts at/)).toBeVisible();
  await hot(page).focus();
  for (let at = await edge(page); at < drawn; at += 1) await page.keyboard.press("ArrowRight");

  await page.getByRole("button", { name: /^Who flips/ }).click();
  const names = page.getByRole("list", { name: "Leads that would have been in another band" });
  await expect(names.getByRole("listitem").first()).toContainText("Hot");
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Backtest the draft" }).click();
  const figures = page.getByRole("table", { name: /The version in use beside the draft/ });
  await expect(figures).toBeVisible({ timeout: 30_000 });
  await expect(figures.getByRole("row", { name: /^Conversions captured by Hot/ })).toContainText(/pts?/);
  await expect(figures.getByRole("row", { name: /^PR-AUC/ })).toContainText("same scorer");

  // Published: another version, other bands for the same scores, and back again in one click.
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Publish bands" });
  await expect(dialog.getByLabel("What changes, and why")).toHaveValue(
    `${inUse} with other bands. Hot: from ${published} to ${drawn}`,
  );
  await expect(dialog).not.toContainText("were not backtested");
  await dialog.getByRole("button", { name: "Publish bands" }).click();
  await expect(
    page.getByText(/^(Model|Rules) v\d+ is in use\. [\d,]+ leads get their bands in the background$/),
  ).toBeVisible();
  await openBands(page);
  expect(await edge(page)).toBe(drawn);
  await expect(page.getByRole("button", { name: "Publish bands" })).toBeDisabled();
  await expect(page.getByRole("region", { name: "Scoring again" })).toHaveCount(0, { timeout: 60_000 });

  await page.goto("/settings/versions");
  const restore = page.getByRole("button", { name: `Restore ${inUse}`, exact: true });
  await isAtWork(restore);
  await restore.click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText(`${inUse} is in use again`, { exact: true })).toBeVisible();
  await openBands(page);
  expect(await edge(page)).toBe(published);
});

test("what cannot be is refused where it is typed, and nothing is lost", async ({ page, signInAs }) => {
  await signInAs("admin", PAGE);
  await openBands(page);
  await page.getByRole("button", { name: "Change Warm" }).click();
  const editor = page.getByRole("dialog", { name: /^Change / });
  await editor.getByLabel("Name", { exact: true }).fill("Hot");
  await expect(editor).toContainText("Another band is called Hot already");
  await editor.getByLabel("Name", { exact: true }).fill("Warm");
  await editor.getByLabel("Begins at").fill("101");
  await expect(editor).toContainText("Scores go from 0 to 100, so Warm cannot begin at 101.");
  await editor.getByLabel("Begins at").fill("99");
  await expect(editor).toContainText(/Hot begins at \d+; Warm has to begin below that/);
  await editor.getByLabel("Begins at").fill("");
  await expect(editor).toContainText("Write a whole number");
  await editor.getByLabel("What is done").fill("");
  await expect(editor).toContainText("Say what is done about leads in Warm");
  await expectAccessible(page);
  await editor.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Publish bands" })).toBeDisabled();
  await expect(page.getByText("Figures are those of the last edges that fitted together.")).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("Draft discarded", { exact: true })).toBeVisible();
  await expect(row(page, "Warm")).not.toContainText("Say what is done");

  // A band more, and without it again.
  await page.getByRole("button", { name: "Add a band" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Lukewarm");
  await page.getByLabel("What is done").fill("write once");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("slider")).toHaveCount(5);
  await page.getByRole("button", { name: "Change Lukewarm" }).click();
  await page.getByRole("button", { name: "Remove band" }).click();
  await expect(page.getByRole("slider", { name: "Lukewarm begins at" })).toHaveCount(0);
  await expect(page.getByText(/, no draft$/)).toBeVisible();
});

test("on a phone the edges can be moved", async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs("revops", PAGE);
  await openBands(page);
  const before = await edge(page);
  await dragHotBy(page, -30);
  expect(await edge(page)).toBeLessThan(before);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Discard" }).click();
});

test("a rep and a manager may not", async ({ page, signInAs }) => {
  await signInAs("rep");
  expect((await page.goto(PAGE))?.status()).toBe(403);
  await page.context().clearCookies();
  await signInAs("manager");
  expect((await page.goto(PAGE))?.status()).toBe(403);
});

import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/signals";
const newSignal = (page: Page) => page.getByRole("button", { name: "New signal" });
const group = (page: Page, name: string) => page.getByRole("region", { name });

test("revops reads the catalogue, makes a signal of events, and retires it", async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs("revops", PAGE);
  const site = group(page, "On the site and in the trial");
  await expect(site.getByRole("row", { name: /^Pricing views, 30 days/ })).toContainText("More convert", {
    timeout: 60_000,
  });
  await expect(page.getByText(/Measured on [\d,]+ leads with a known outcome/)).toBeVisible();
  await expect(group(page, "Company and source").getByRole("row", { name: /^Source/ })).toContainText("%");
  await expectAccessibleInBothThemes(page, PAGE);

  const label = `Webinar days ${Date.now()}`;
  await isAtWork(newSignal(page));
  await newSignal(page).click();
  const dialog = page.getByRole("dialog", { name: "New signal" });
  await dialog.getByRole("radio", { name: "Events" }).click();
  await dialog.getByLabel("Name").fill(label);
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog).toContainText("Choose at least one event.");
  await dialog.getByRole("combobox", { name: "Event" }).click();
  await page.getByRole("option", { name: "Webinars attended" }).click();
  await dialog.getByRole("combobox", { name: "What counts" }).click();
  await page.getByRole("option", { name: "On how many days" }).click();
  await dialog.getByLabel("Within days").fill("180");
  await expect(dialog.getByRole("button", { name: "Keep signal" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Preview" }).click();
  const preview = dialog.getByRole("region", { name: "Preview" });
  await expect(preview).toContainText("Days with webinars attended within 180 days");
  await expect(
    preview.getByRole("list", { name: "Leads that have it" }).getByRole("listitem").first(),
  ).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Keep signal" }).click();
  await expect(
    page.getByText(`${label} kept. Rules and the next model can read it`, { exact: true }),
  ).toBeVisible();

  const own = group(page, "Own signals").getByRole("row", { name: new RegExp(`^${label}`) });
  await expect(own).toContainText(/More convert|Fewer convert|Cannot tell/, { timeout: 60_000 });
  await own.getByRole("button", { name: `Retire ${label}` }).click();
  await expect(own).toContainText("Retired: offered to no new version");
});

test("a protected attribute is refused with the reason, and what was chosen stays", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin", PAGE);
  await isAtWork(newSignal(page));
  await newSignal(page).click();
  const dialog = page.getByRole("dialog", { name: "New signal" });
  await dialog.getByLabel("Name").fill("Religion of the buyer");
  await dialog.getByRole("combobox", { name: "Field" }).click();
  await page.getByRole("option", { name: "Country" }).click();
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog).toContainText("it is about religion, a protected attribute");
  await expect(dialog.getByLabel("Name")).toHaveValue("Religion of the buyer");
  await expect(dialog.getByRole("button", { name: "Keep signal" })).toBeDisabled();
});

test("a manager may not", async ({ page, signInAs }) => {
  await signInAs("manager");
  expect((await page.goto(PAGE))?.status()).toBe(403);
});

import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { SignInPage } from "./pages/sign-in-page";
import { isAtWork } from "./ready";

const PAGES = [
  ["/settings/working-hours", "Working hours"],
  ["/settings/routing", "Routing"],
  ["/settings/alerts", "Alerts"],
  ["/settings/nurture", "Nurture"],
  ["/settings/queue", "Queue and overrides"],
] as const;

const promise = (page: Page) => page.getByRole("region", { name: "What this promises" });
const saved = (page: Page, text: string) =>
  expect(page.getByRole("listitem").filter({ hasText: text })).toBeVisible();
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

/** Tab until a field has the focus: what a person without a mouse does. */
async function tabTo(page: Page, label: string): Promise<void> {
  const wanted = page.getByLabel(label, { exact: true });
  await isAtWork(wanted);
  await page.locator("body").press("Tab");
  for (let step = 0; step < 60; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${label}`);
}

test.describe("settings of the workflow", () => {
  test("revops changes working hours by keyboard and sees the promise move", async ({ page, signInAs }) => {
    await signInAs("revops", "/settings/working-hours");
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/settings\/[a-z-]+$/);
    await page.goto("/settings/working-hours");
    // The demo works every day from 07:00 to 22:00; only what moves no clock of the other journeys is saved.
    await expect(promise(page)).toContainText("A Hot lead at 21:30 on Friday is due by 08:30 on Saturday.");

    await tabTo(page, "From");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("0630");
    await expect(promise(page)).toContainText("A Hot lead at 21:30 on Friday is due by 08:00 on Saturday.");
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("From", { exact: true })).toHaveValue("06:30");
    await expect(page.getByText("Not saved yet")).toBeVisible();
    await page.keyboard.press("Enter");
    await saved(page, "Working hours saved");
    await page.reload();
    await expect(page.getByLabel("From", { exact: true })).toHaveValue("06:30");
    await isAtWork(page.getByRole("button", { name: "Saturday" }));

    await page.getByRole("button", { name: "Saturday" }).press("Space");
    await expect(promise(page)).toContainText("at 21:30 on Friday is due by 08:00 on Sunday.");
    await page.getByRole("button", { name: "Saturday" }).press("Space");
    await page.getByLabel("From", { exact: true }).fill("07:00");
    await page.keyboard.press("Enter");
    await saved(page, "Working hours saved");
    await page.reload();
    await expect(promise(page)).toContainText("is due by 08:30 on Saturday");
  });

  test("bad input is refused in its place, what was typed stays, and nothing is saved", async ({
    page,
    signInAs,
  }) => {
    await signInAs("revops", "/settings/working-hours");
    await isAtWork(page.getByLabel("From"));
    await page.getByLabel("From").fill("25");
    await save(page).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "One field needs another value. Nothing was saved." }),
    ).toBeVisible();
    await expect(page.getByLabel("From")).toBeFocused();
    await expect(page.getByLabel("From")).toHaveValue("25");
    await expect(page.getByLabel("From")).toHaveAccessibleDescription(/Write a time as 09:00/);
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(page.getByLabel("From")).toHaveValue("07:00");

    await page.goto("/settings/alerts");
    await isAtWork(page.getByLabel("Chat webhook"));
    await page.getByLabel("Chat webhook").fill("hooks.slack.com/services/x");
    await page.getByLabel("Cooling time").fill("soon");
    await save(page).click();
    await expect(page.getByLabel("Chat webhook")).toHaveAccessibleDescription(/beginning with https/);
    await expect(page.getByLabel("Cooling time")).toHaveAccessibleDescription(/from 0 to 720/);
    await expect(page.getByLabel("Cooling time")).toHaveValue("soon");
    await expectAccessible(page);
    page.once("dialog", (dialog) => dialog.accept());
    await page.reload();
    await expect(page.getByLabel("Cooling time")).toHaveValue("24");
  });

  test("routing says who would be next before anybody saves it, and keeps what a rep takes", async ({
    page,
    signInAs,
  }) => {
    await signInAs("revops", "/settings/routing");
    const next = page.getByRole("region", { name: "Who is next" });
    await isAtWork(page.getByRole("radio", { name: "Off" }));
    await page.getByRole("radio", { name: "Off" }).press("Space");
    await expect(next).toContainText("would wait in the pool. Until somebody claims it: routing is off.", {
      useInnerText: true,
    });
    // As long as a finger stays on a key: the group looks whether the arrow is still down when the focus arrives.
    await page.getByRole("radio", { name: "Off" }).press("ArrowDown", { delay: 80 });
    await expect(page.getByRole("radio", { name: "Round robin" })).toBeChecked();
    const territories = page.getByRole("combobox", { name: "Territories of Priya Nair" });
    await territories.focus();
    await page.keyboard.type("norw");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Remove Norway" })).toBeVisible();
    await next.getByRole("combobox", { name: "Try another place" }).click();
    await page.keyboard.type("norway");
    await page.keyboard.press("Enter");
    await expect(next).toContainText("from Norway would go to Priya Nair.");
    await page.getByRole("button", { name: "Discard" }).click();

    // What is saved gives nobody a lead while other journeys run: only how many at once.
    const most = page.getByLabel("Most leads of Priya Nair at once");
    await most.fill("0");
    await most.press("Enter");
    await expect(most).toHaveAccessibleDescription(/Write at least 1, or nothing for no limit/);
    await expect(most).toBeFocused();
    await most.fill("400");
    await most.press("Enter");
    await saved(page, "Routing saved");
    await page.reload();
    await expect(most).toHaveValue("400");
    await isAtWork(most);
    await most.fill("");
    await most.press("Enter");
    await saved(page, "Routing saved");
  });

  test("who saves second is told, and loses nothing", async ({ page, otherPage, signInAs }) => {
    await signInAs("revops", "/settings/queue");
    const minutes = (of: Page) => of.getByLabel("Minutes per call");
    await isAtWork(minutes(page));
    const before = await minutes(page).inputValue();
    await minutes(page).fill("21");

    const other = await otherPage();
    const signIn = new SignInPage(other);
    await signIn.open("/settings/queue");
    await signIn.submit("jonas@halden.example", "firstcall-demo");
    await isAtWork(minutes(other));
    await minutes(other).fill("17");
    await save(other).click();
    await saved(other, "Queue and overrides saved");

    await save(page).click();
    await expect(page.getByText(/^Jonas Weber saved other values here/)).toBeVisible();
    await expect(minutes(page)).toHaveValue("21");
    await page.getByRole("button", { name: "Show theirs" }).click();
    await expect(minutes(page)).toHaveValue("17");
    await minutes(page).fill(before);
    await save(page).click();
    await saved(page, "Queue and overrides saved");
  });

  test("a rep is refused every page of it, and is not led there", async ({ page, signInAs }) => {
    await signInAs("rep");
    await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
    for (const [path] of [["/settings"], ...PAGES]) expect((await page.goto(path))?.status()).toBe(403);
    await expectAccessible(page);
  });

  test("every page can be used by everybody, light and dark, on a screen and on a phone", async ({
    page,
    signInAs,
  }) => {
    await signInAs("revops", "/settings/routing");
    for (const [path, title] of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expectAccessible(page);
    }
    await expectAccessibleInBothThemes(page, "/settings/routing");
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path] of PAGES) {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Routing" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Routing" })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("alerts and nurture", () => {
  test("a rep opens the bell by keyboard and goes on to all alerts", async ({ page, signInAs }) => {
    await signInAs("rep");
    await isAtWork(page.getByRole("button", { name: /^Alerts/ }));
    await page.getByRole("button", { name: /^Alerts/ }).press("Enter");
    const bell = page.getByRole("dialog", { name: "Alerts" });
    await expect(bell).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(bell).toHaveCount(0);
    await page.getByRole("button", { name: /^Alerts/ }).press("Enter");
    await bell.getByRole("link", { name: "All alerts" }).press("Enter");
    await expect(page).toHaveURL(/\/alerts$/);
    await expect(page.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
    await expectAccessibleInBothThemes(page, "/alerts");
  });

  test("a leader reads who is in nurture and why others left", async ({ page, signInAs }) => {
    await signInAs("leader", "/leads/nurture");
    await expect(page.getByRole("heading", { level: 1, name: "Nurture" })).toBeVisible();
    await expect(page.getByRole("button", { name: /from nurture$/ })).toHaveCount(0);
    await page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name: /^Left/ }).click();
    await expect(page).toHaveURL(/state=left/);
    await expectAccessible(page);
  });
});

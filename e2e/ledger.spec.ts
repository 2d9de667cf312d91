import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { Role } from "@/lib/platform/auth/roles";
import { expectAccessible } from "./axe";
import { demoPerson, expect, test } from "./fixtures";
import { SignInPage } from "./pages/sign-in-page";

const section = (page: Page, name: string) => page.getByRole("region", { name });
const entries = (page: Page) => page.getByRole("table", { name: "Ledger" }).locator("tbody tr");
const waitingInRail = (page: Page) => page.getByRole("link", { name: /^Overrides/ }).first();

test.describe("the override ledger", () => {
  test("says whether overrides were right, and lists every one, by filter and further down", async ({
    page,
    signInAs,
  }) => {
    await signInAs("leader", "/overrides");
    await expect(page.getByRole("heading", { name: /^Were we right\? \S/ })).toBeVisible();
    await expect(
      page.getByText("Observed, not an experiment: managers pick the leads they know."),
    ).toBeVisible();
    const raised = page.getByRole("table", { name: "Raised leads" });
    await expect(raised.getByRole("row", { name: /^All/ })).toContainText(/\d+ %.*(points|Cannot tell)/);
    await expect(raised.getByRole("row", { name: /^Sofia Reyes/ })).toContainText("Too few to say");

    await expect(entries(page)).toHaveCount(25);
    await page.getByRole("button", { name: "Show more" }).click();
    await expect(entries(page)).toHaveCount(50);
    await expect(entries(page).nth(25).getByRole("link")).toBeFocused();

    await page.getByRole("button", { name: /^Direction/ }).click();
    await page.getByRole("checkbox", { name: "Lowered" }).click();
    await expect(page).toHaveURL(/\/overrides\?direction=lowered$/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Status/ }).click();
    await page.getByRole("checkbox", { name: "Active" }).click();
    await expect(page).toHaveURL(/\/overrides\?status=active&direction=lowered$/);
    await page.keyboard.press("Escape");
    const active = await entries(page).count();
    expect(active).toBeGreaterThan(0);
    await page.reload();
    await expect(entries(page)).toHaveCount(active);

    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^overrides-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
    expect(lines).toHaveLength(active + 1);
    expect(lines[1]).toContain(",active,");

    await page.getByRole("link", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(/\/overrides$/);
    await expect(entries(page)).toHaveCount(25);
  });

  test("puts a rep's request before a manager, who approves one and declines another with a word", async ({
    page,
    signInAs,
    otherPage,
  }) => {
    await signInAs("rep", "/overrides");
    const own = section(page, "Waiting for a manager").getByRole("listitem");
    await expect(own).toHaveCount(1);
    await expect(own.getByRole("button")).toHaveText(["Withdraw"]);
    const declined = (await own.getByRole("link").textContent()) ?? "";

    const manager = await otherPage();
    await signInOn(manager, "manager");
    const waiting = section(manager, "Waiting for you").getByRole("listitem");
    await expect(waiting).toHaveCount(2);
    await expect(waitingInRail(manager)).toContainText("2");

    await manager.getByRole("button", { name: `Decline ${declined}` }).click();
    const dialog = manager.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Why" }).fill("Call once more first.");
    await dialog.getByRole("button", { name: "Decline request" }).click();
    await expect(waiting).toHaveCount(1);
    await expect(waitingInRail(manager)).toContainText("1");

    const approved = (await waiting.getByRole("link").textContent()) ?? "";
    const sent = manager.waitForRequest((request) => request.headers()["next-action"] !== undefined);
    await manager.getByRole("button", { name: `Approve ${approved}` }).click();
    await expect(manager.getByText(new RegExp(`^Approved: ${approved} counts as`))).toBeVisible();
    await expect(section(manager, "Waiting for you")).toHaveCount(0);
    await expect(waitingInRail(manager)).toHaveText("Overrides");
    const newest = entries(manager).first();
    await expect(newest).toContainText(approved);
    await expect(newest).toContainText("Ruth");
    await expect(newest).toContainText("asked by Priya");

    await page.reload();
    await expect(section(page, "Waiting for a manager")).toHaveCount(0);
    await expect(entries(page).filter({ hasText: "Call once more first." })).toContainText("Declined");

    await test.step("a leader reads it, has no buttons, and the same request from a leader changes nothing", async () => {
      const leader = await otherPage();
      await signInOn(leader, "leader");
      await expect(entries(leader).first()).toContainText(approved);
      await expect(leader.getByRole("button", { name: /^(Approve|Decline|Withdraw)/ })).toHaveCount(0);
      const replayed = await sent;
      const answer = await leader.request.post("/overrides", {
        headers: {
          "next-action": replayed.headers()["next-action"] ?? "",
          "content-type": replayed.headers()["content-type"] ?? "",
          origin: new URL(leader.url()).origin,
        },
        data: replayed.postDataBuffer() ?? "",
      });
      expect(await answer.text()).toContain('"code":"forbidden"');
    });
  });

  test("survives any address", async ({ page, signInAs }) => {
    await signInAs("rep", "/overrides");
    for (const search of ["status=x&manager=%00&reason=';--", "direction=raised,,lowered&status="]) {
      const response = await page.goto(`/overrides?${search}`);
      expect(response?.status()).toBe(200);
      await expect(entries(page)).toHaveCount(25);
    }
  });

  for (const { name, width, height } of [
    { name: "a screen", width: 1440, height: 900 },
    { name: "a phone", width: 390, height: 844 },
  ])
    test(`has nothing that axe finds wrong on ${name}, and fits`, async ({ page, signInAs }) => {
      await page.setViewportSize({ width, height });
      await signInAs("manager", "/overrides");
      await expect(page.getByRole("heading", { name: /^Were we right\?/ })).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
});

async function signInOn(page: Page, role: Role): Promise<void> {
  const { email, password } = demoPerson(role);
  const signIn = new SignInPage(page);
  await signIn.open("/overrides");
  await signIn.submit(email, password);
  await page.waitForURL("**/overrides");
}

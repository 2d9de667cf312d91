import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import { expectAccessible } from "./axe";
import { demoPerson, expect, test } from "./fixtures";
import { SignInPage } from "./pages/sign-in-page";
import { SimulatorPage } from "./pages/simulator-page";
import { scoreDrawnLeads } from "./score-drawn-leads";

test("simulate from a real lead: what would make it hot, one click, and the score confirms it", async ({
  page,
  signInAs,
}) => {
  const simulator = new SimulatorPage(page);
  await signInAs("revops", "/leads?band=warm");
  await page.getByRole("row").nth(2).getByRole("link").first().click();
  await page.getByRole("link", { name: "What if" }).click();
  await simulator.waitUntilScored();
  // The same score as the lead's page shows, worked out in this browser.
  const today = await simulator.score();
  await expect(page.getByTestId("timing")).toHaveText(/^Scored here in (under )?[\d.]+ ms$/);

  const demo = page.getByRole("button", { name: "What if they requested a demo?" });
  const answer = simulator.answers.first();
  await expect(answer).toBeVisible({ timeout: 20_000 });
  const promised = Number(await answer.locator("span.font-semibold").first().textContent());
  expect(promised).toBeGreaterThan(today);
  await answer.click();
  await expect(simulator.figure).toHaveText(String(promised));
  await expect(answer).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("score-A")).toHaveText(String(today));
  await expect(page.getByTestId("score-B")).toHaveText(String(promised));
  await expect(demo).toHaveCount(0);
  await expect(page).toHaveURL(/b\.[a-z0-9_]+=/);

  // Pressed again it is taken back; R resets what was set by hand.
  await answer.click();
  await expect(simulator.figure).toHaveText(String(today));
  await page.keyboard.press("r");
  await expect(page.getByRole("button", { name: "Reset" }).first()).toBeDisabled();
  await expectAccessible(page);
});

test("sliders go by keyboard, the address keeps what they say, and back takes it away", async ({
  page,
  signInAs,
}) => {
  const simulator = new SimulatorPage(page);
  await signInAs("leader", "/simulator?persona=director");
  await simulator.waitUntilScored();
  const today = await simulator.score();
  const slider = simulator.slider("Pricing views, 30 days");
  const before = Number(await slider.inputValue());
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveValue(String(before + 1));
  await expect(page).toHaveURL(new RegExp(`b\\.pricing_views_30d=${before + 1}`));
  await page.keyboard.press("Shift+ArrowRight");
  await expect(slider).toHaveValue(String(before + 6));
  await expect(page).toHaveURL(new RegExp(`b\\.pricing_views_30d=${before + 6}`));
  const raised = await simulator.score();
  await expect(page.getByRole("heading", { name: /^Pricing views, everything else as set/ })).toBeVisible();

  await page.goBack();
  await expect(slider).toHaveValue(String(before + 1));
  await page.goBack();
  await expect(slider).toHaveValue(String(before));
  await expect(simulator.figure).toHaveText(String(today));
  await page.goForward();
  await page.goForward();
  await expect(slider).toHaveValue(String(before + 6));
  await expect(simulator.figure).toHaveText(String(raised));

  // Quiet days are waited, not set: decay and windows go on.
  const active = simulator.slider("Days since active");
  await active.focus();
  for (let press = 0; press < 7; press += 1) await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByText(/^As it would be in 35 days/)).toBeVisible();
  await expect(page).toHaveURL(/b-quiet=35/);
});

test("compares up to three, rules beside the model", async ({ page, signInAs }) => {
  const simulator = new SimulatorPage(page);
  await signInAs("rep", "/simulator?persona=trial");
  await simulator.waitUntilScored();
  await simulator.setCount("Demo requests, 90 days", 1);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("menuitem", { name: "Rules v1" }).click();
  await expect(page.locator("[data-variant=C]")).toContainText("By Rules v1");
  await expect(page.getByRole("main")).toContainText(/Rules add up to \d+ of 100/);
  await simulator.setCount("Webinars attended, 90 days", 1);
  await expect(page.locator("[data-variant=C]")).toContainText("Webinars attended 1");
  await expect(page.locator("[data-variant=B]")).not.toContainText("Webinars");
  await page.locator("[data-variant=B]").getByRole("button").click();
  await expect(page.getByRole("main")).toContainText(/% likely/);
  await page.getByRole("button", { name: "Take C away" }).click();
  await expect(page.locator("[data-variant=C]")).toHaveCount(0);
});

test("saved, shared and opened by a colleague of another role, who sees the same", async ({
  page,
  signInAs,
  otherPage,
}) => {
  const simulator = new SimulatorPage(page);
  await signInAs("revops", "/simulator?persona=faded");
  await simulator.waitUntilScored();
  // Nobody has kept this one before.
  const webinars = (Date.now() % 900) + 10;
  await simulator.setCount("Webinars attended, 90 days", webinars);
  const set = new RegExp(`b\\.webinars_attended_90d=${webinars}(&|$)`);
  await expect(page).toHaveURL(set);
  const score = await simulator.figure.textContent();
  const name = `Webinars for the faded ${Date.now()}`;
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("switch").click();
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/saved=/);

  const theirs = await otherPage();
  const signIn = new SignInPage(theirs);
  const { email, password } = demoPerson("leader");
  await signIn.open("/simulator");
  await signIn.submit(email, password);
  const other = new SimulatorPage(theirs);
  await other.waitUntilScored();
  await theirs.getByRole("button", { name: "Views", exact: true }).click();
  await theirs.getByRole("menuitemradio", { name }).click();
  await expect(theirs).toHaveURL(set);
  await expect(other.figure).toHaveText(score ?? "");

  // A link alone does as well, without the name.
  await theirs.goto(new URL(page.url()).pathname + new URL(page.url()).search);
  await other.waitUntilScored();
  await expect(other.figure).toHaveText(score ?? "");
});

test("a bad address says what it left out, and leads nowhere but to a blank lead", async ({
  page,
  signInAs,
}) => {
  const simulator = new SimulatorPage(page);
  await signInAs(
    "manager",
    "/simulator?lead=01a1fe73-0000-7000-8000-000000000000&scorer=x&b.pricing_views_30d=-4&b-quiet=999",
  );
  await simulator.waitUntilScored();
  const notice = page.getByRole("status").filter({ hasText: "blank lead" });
  await expect(notice).toContainText("not in this workspace, or was erased");
  await expect(notice).toContainText("version in use scores instead");
  await expect(notice).toContainText("Quiet days go from 0 to 90");
  await expect(page).toHaveURL(/\/simulator$/);
  await page.goto("/simulator?persona=director&b.pricing_views_30d=lots&b.nonsense=1");
  await simulator.waitUntilScored();
  await expect(page.getByRole("status").filter({ hasText: "left out" })).toContainText(
    "pricing_views_30d, nonsense",
  );
});

test("is closed to who is signed out, page and scorer", async ({ page, request }) => {
  await page.goto("/simulator");
  await expect(page).toHaveURL(/\/signin\?callbackUrl=/);
  const answer = await request.get(
    "/simulator/scorer/01a1fe73-0000-7000-8000-000000000000/00000000000000000000000000000000",
  );
  expect(answer.status()).toBe(401);
});

test("on a phone: one column, the score in sight, nothing wider than the screen", async ({
  page,
  signInAs,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const simulator = new SimulatorPage(page);
  await signInAs("rep", "/simulator?persona=director");
  await simulator.waitUntilScored();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.evaluate(() => window.scrollTo(0, 900));
  const sticky = await page.locator("[data-sticky-score]").boundingBox();
  expect(sticky?.y).toBeLessThan(60);
});

test("a thousand drawn leads score the same bits in this browser and in Node, by every served scorer", async ({
  page,
  signInAs,
}) => {
  const served: string[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/simulator/scorer/")) served.push(pathname);
  });
  await signInAs("revops", "/simulator");
  await new SimulatorPage(page).waitUntilScored();
  await expect.poll(() => served.length).toBeGreaterThanOrEqual(2);

  // The page's own code, compiled once more and handed into the browser's engine.
  const { outputFiles } = await build({
    entryPoints: ["e2e/score-drawn-leads.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "drawn",
    target: "es2022",
  });
  const script = outputFiles[0]?.text ?? "";
  const kinds: string[] = [];
  for (const path of new Set(served)) {
    const answer = await page.request.get(path);
    expect(answer.headers()["cache-control"]).toBe("private, max-age=31536000, immutable");
    const packed = await answer.body();
    expect(packed.length).toBeLessThan(1_000_000);
    const text = gunzipSync(packed).toString("utf8");
    const here = scoreDrawnLeads(text, 1_000);
    const there = await page.evaluate(
      ([code, scorer]) => new Function(`${code};return drawn`)().scoreDrawnLeads(scorer, 1_000),
      [script, text] as const,
    );
    expect(new Set(here.bits).size).toBeGreaterThan(100);
    expect(there).toEqual(here);
    kinds.push(here.kind);
  }
  expect(kinds).toContain("rules");
  expect(kinds.length).toBeGreaterThanOrEqual(2);
});

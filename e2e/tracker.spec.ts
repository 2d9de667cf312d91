import { createServer, type Server } from "node:http";
import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PERSON =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** A customer's site: another origin, with the line that the settings page gives. */
interface Site {
  readonly url: string;
  /** Attributes of the script beside its address and key. */
  attributes: string;
  close(): Promise<void>;
}

async function openSite(snippet: { readonly src: string; readonly key: string }): Promise<Site> {
  const site = { attributes: "" };
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>${path}</title>
      <script async src="${snippet.src}" data-key="${snippet.key}" ${site.attributes}></script>
      <body style="height:3000px"><h1>${path}</h1>
      <nav><a href="/pricing">Pricing</a> <a href="/product/routing">Product</a></nav>
      <button data-fc-cta="demo" type="button">See a demo</button>
      <button data-fc-event="roi_calculated" data-fc-plan="team" type="button">Calculate</button>
      <form data-fc-form="signup"><label>Secret <input name="secret"></label></form>
      <form data-fc-form="demo-request" onsubmit="event.preventDefault()"><label>Name <input name="name"></label>
        <button>Ask</button></form></body>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return Object.assign(site, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

let site: Site;
let snippet: { src: string; key: string };
const opened: BrowserContext[] = [];

test.beforeEach(async ({ page, signInAs, baseURL }) => {
  await signInAs("revops", "/settings/tracker");
  const text = await page.getByRole("group", { name: "Snippet" }).locator("pre").innerText();
  snippet = { src: `${baseURL}/t.js`, key: /data-key="(fcw_\w+)"/.exec(text)?.[1] ?? "" };
  expect(text).toContain("/t.js");
  site = await openSite(snippet);
});
test.afterEach(async () => {
  await Promise.all(opened.splice(0).map((context) => context.close()));
  await site.close();
});

/** A person's browser: nothing in it says that a program drives it. */
async function visitor(
  newContext: (options: object) => Promise<BrowserContext>,
  { headers, script }: { headers?: Record<string, string>; script?: () => void } = {},
): Promise<{ page: Page; sent: Request[] }> {
  const context = await newContext({ userAgent: PERSON, ...(headers ? { extraHTTPHeaders: headers } : {}) });
  opened.push(context);
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "webdriver", { get: () => false }),
  );
  if (script) await context.addInitScript(script);
  const page = await context.newPage();
  const sent: Request[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/collect"))
      sent.push({ body: JSON.parse(request.postData() ?? "{}") as Sent, text: request.postData() ?? "" });
  });
  return { page, sent };
}
interface Sent {
  events: { type: string; path?: string; [property: string]: unknown }[];
}
interface Request {
  body: Sent;
  text: string;
}
const typesOf = (sent: readonly Request[]) => [
  ...new Set(sent.flatMap(({ body }) => body.events.map(({ type }) => type))),
];
const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage));

test("visits and an identify become a scored, explained lead in the list within five seconds", async ({
  page,
  browser,
}) => {
  const email = `grace.${Date.now()}@harbour.example`;
  const { page: away, sent } = await visitor((options) => browser.newContext(options));
  await away.goto(`${site.url}/?utm_source=newsletter&utm_campaign=Autumn&token=secret`);
  await away.getByRole("link", { name: "Pricing" }).click();
  await away.mouse.wheel(0, 1_500);
  // Another page without loading one, as single-page applications do.
  await away.evaluate(() => history.pushState({}, "", "/product/routing"));
  await away.getByRole("button", { name: "See a demo" }).hover();
  await away.getByRole("button", { name: "Calculate" }).click();
  await away.getByLabel("Secret").fill("hunter2");
  await away.getByLabel("Name").fill("Grace Hopper");
  await away.getByRole("button", { name: "Ask" }).click();
  await expect.poll(() => typesOf(sent)).toContain("form_submitted");

  const list = `/leads?q=${encodeURIComponent(email)}`;
  expect(await (await page.request.get(list)).text()).not.toContain("Requested a demo");
  const began = Date.now();
  await away.evaluate((address) => {
    (
      window as unknown as { firstcall: { identify: (email: string, fields: object) => void } }
    ).firstcall.identify(address, { first_name: "Grace", last_name: "Hopper", company: "Harbour" });
  }, email);
  // The list as the server gives it: what a slow browser takes to draw it is not the matter here.
  await expect
    .poll(async () => (await page.request.get(list)).text(), { timeout: 5_000, intervals: [100] })
    .toContain("Requested a demo");
  expect(Date.now() - began).toBeLessThan(5_000);
  await page.goto(list);
  const row = page.getByRole("row").filter({ hasText: "Grace Hopper" });
  await expect(row).toContainText("Requested a demo");

  await row.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /Grace Hopper/ })).toBeVisible();
  await expect(page.getByText("Viewed pricing").first()).toBeVisible();
  const all = JSON.stringify(sent.map(({ text }) => text));
  expect(all).not.toMatch(/hunter2|secret|token/);
  expect(typesOf(sent)).toEqual(
    expect.arrayContaining(["visit", "page_view", "form_started", "roi_calculated", "identify"]),
  );
  const views = sent.flatMap(({ body }) => body.events.filter(({ type }) => type === "page_view"));
  expect([...new Set(views.map(({ path }) => path))]).toEqual(["/", "/pricing", "/product/routing"]);
});

test("nothing leaves, and nothing is kept, where the browser says no", async ({ browser }) => {
  const noTrack = await visitor((options) => browser.newContext(options), {
    script: () => Object.defineProperty(Navigator.prototype, "doNotTrack", { get: () => "1" }),
  });
  const noShare = await visitor((options) => browser.newContext(options), {
    script: () => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true }),
  });
  for (const { page, sent } of [noTrack, noShare]) {
    await page.goto(`${site.url}/pricing`);
    await page.waitForFunction(() => "firstcall" in window);
    await page.evaluate(() => {
      const { firstcall } = window as unknown as { firstcall: Record<string, (value: unknown) => void> };
      firstcall.identify?.("ada@example.com");
      firstcall.consent?.(true);
    });
    await page.getByRole("button", { name: "Calculate" }).click();
    await page.goto(`${site.url}/docs`);
    await page.waitForFunction(() => "firstcall" in window);
    expect(sent).toEqual([]);
    expect(await kept(page)).toEqual([]);
  }
});

test("waits for consent, and forgets all when it is taken back", async ({ browser }) => {
  site.attributes = 'data-consent="required"';
  const { page, sent } = await visitor((options) => browser.newContext(options));
  const consent = (given: boolean) =>
    page.evaluate(
      (answer) =>
        (window as unknown as { firstcall: { consent: (given: boolean) => void } }).firstcall.consent(answer),
      given,
    );
  await page.goto(`${site.url}/pricing`);
  await page.waitForFunction(() => "firstcall" in window);
  await page.getByRole("button", { name: "Calculate" }).click();
  expect(await kept(page)).toEqual([]);
  expect(sent).toEqual([]);

  await consent(true);
  await expect.poll(() => typesOf(sent)).toEqual(["visit", "page_view"]);
  await page.goto(`${site.url}/docs`);
  await expect.poll(() => sent.some(({ text }) => text.includes("/docs"))).toBe(true);

  await consent(false);
  expect(await kept(page)).toEqual([]);
  const before = sent.length;
  await page.getByRole("button", { name: "Calculate" }).click();
  await page.goto(`${site.url}/pricing`);
  await page.waitForFunction(() => "firstcall" in window);
  expect(await kept(page)).toEqual([]);
  expect(sent).toHaveLength(before);
});

test("what happened offline is sent later, once, and a server in trouble is asked again", async ({
  browser,
}) => {
  const { page, sent } = await visitor((options) => browser.newContext(options));
  let answers = 0;
  await page.route("**/api/v1/collect", async (route) => {
    answers += 1;
    if (answers <= 2) await route.fulfill({ status: 503 });
    else await route.continue();
  });
  await page.goto(`${site.url}/pricing`);
  await expect.poll(() => answers, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
  // The same events, under the same ids, and then no more of them.
  const ids = sent.slice(0, 3).map(({ body }) => body.events.map(({ id }) => id));
  expect(ids[1]).toEqual(ids[0]);
  expect(ids[2]).toEqual(ids[0]);
  const waiting = () =>
    page.evaluate(() => (JSON.parse(localStorage.getItem("_fc") ?? '{"q":[]}') as { q: unknown[] }).q.length);
  await expect.poll(waiting).toBe(0);

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect.poll(waiting).toBe(1);
  await page.context().setOffline(false);
  await expect.poll(waiting, { timeout: 15_000 }).toBe(0);
});

test("whoever installs the tracker sees events come, robots among them, and says what paths mean", async ({
  page,
  browser,
}) => {
  await expectAccessibleInBothThemes(page, "/settings/tracker");
  const latest = page.getByRole("list", { name: "Latest events" });
  const robot = await browser.newContext();
  opened.push(robot);
  const robotPage = await robot.newPage();
  await robotPage.goto(`${site.url}/sitemap-${Date.now()}`);
  await expect(latest.getByText("Likely a robot").first()).toBeVisible();

  const { page: away } = await visitor((options) => browser.newContext(options));
  await away.goto(`${site.url}/pricing`);
  await expect(latest.getByText("Viewed pricing").first()).toBeVisible();

  await page.getByRole("switch", { name: "Ask for consent first" }).press("Space");
  await expect(page.getByRole("group", { name: "Snippet" })).not.toContainText("data-consent");
  const add = page.getByRole("button", { name: "Add a path" });
  await isAtWork(add);
  await add.press("Enter");
  await page.getByLabel("Path 1", { exact: true }).fill("preise");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Begin with a slash")).toBeVisible();
  await page.getByLabel("Path 1", { exact: true }).fill("/preise");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "Tracker settings saved" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Path 1", { exact: true })).toHaveValue("/preise");
  await page.getByRole("button", { name: "Remove path 1" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Tracker settings saved" })).toBeVisible();
});

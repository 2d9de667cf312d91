import { DEMO_PASSWORD } from "@/lib/modules/users/demo-people";
import { expectAccessible } from "./axe";
import { sql } from "./database";
import { demoPerson, expect, test } from "./fixtures";
import { QueuePage } from "./pages/queue-page";
import { SignInPage } from "./pages/sign-in-page";

const TOMAS = "tomas@halden.example";

test("a rep's morning: twenty leads, hands on the keyboard", async ({ page }) => {
  test.setTimeout(120_000);
  const { email, password } = demoPerson("rep");
  const signIn = new SignInPage(page);
  await signIn.open("/");
  await signIn.submit(email, password);
  const queue = new QueuePage(page);
  await queue.isReady();
  expect(new URL(page.url()).pathname).toBe("/queue");
  await expect(queue.lead.getByRole("heading", { name: "Why call" })).toBeVisible();
  await expect(queue.lead).toContainText("Hi ");
  await expectAccessible(page);

  const done: string[] = [];
  // Every outcome of a call but the last, three times over, and what else one does with a lead.
  for (const outcome of ["3", "4", "2", "1", "5", "3", "4", "2", "3", "3", "4", "2", "3", "4"])
    done.push(await queue.finish("c", outcome));
  for (const choice of ["1", "3", "4"]) done.push(await queue.finish("s", choice));
  done.push(await queue.finish("x", "1"));
  done.push(await queue.finish("c", "6", "2"));
  expect(new Set(done).size).toBe(19);
  await expect(page.getByText(/^\d+ connected, \d+ meetings?$/)).toBeVisible();

  await queue.press("n");
  await page.keyboard.type("Asked for the price list in Polish");
  await queue.press("Control+Enter");
  await expect(queue.lead.getByText("Asked for the price list in Polish")).toBeVisible();

  await queue.press("?");
  await expect(page.getByRole("dialog")).toContainText("Call and log");
  await queue.press("Escape");
  await queue.press("Control+k");
  await page.keyboard.type("no answer");
  await expect(page.getByRole("option", { name: /No answer/ })).toBeVisible();
  await queue.press("Escape");
  // Last: a browser without a mail program takes the keyboard away to say so.
  done.push(await queue.finish("e"));

  // What was logged is the server's, not the screen's.
  await page.reload();
  await queue.isReady();
  // Whom nobody reached comes back later today, as a follow-up; the others are gone.
  const waiting = page.getByRole("region", { name: /^(Hot|Warm),/ }).locator("[data-lead]");
  const left = await waiting.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-lead")));
  expect(left.filter((id) => done.includes(id ?? ""))).toEqual([]);
});

test("keys are answered at once, and the order holds still", async ({ page, signInAs }) => {
  await signInAs("rep", "/queue");
  const queue = new QueuePage(page);
  await queue.isReady();
  const order = await queue.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-lead")));
  for (let step = 1; step <= 5; step += 1) {
    await queue.press("j");
    await expect(queue.row(order[step] ?? "")).toHaveAttribute("aria-current", "true");
  }
  await queue.press("k");
  expect(await queue.currentId()).toBe(order[4]);
  const name = await queue.name();
  await queue.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.goBack();
  await queue.isReady();
  expect(await queue.currentId()).toBe(order[4]);
});

test("a slip is undone within ten seconds, on screen and in the score", async ({ page, signInAs }) => {
  await signInAs("rep", "/queue");
  const queue = new QueuePage(page);
  await queue.isReady();
  await queue.press("j");
  const id = await queue.currentId();
  const name = await queue.name();
  const undone = async () =>
    (
      await sql("SELECT count(*)::int AS n FROM activities WHERE lead_id = $1 AND undone_at IS NOT NULL", [
        id,
      ])
    ).rows[0].n as number;
  const before = await undone();
  await queue.press("c");
  await expect(queue.outcomes).toBeVisible();
  await queue.press("2");
  await expect(queue.row(id)).toHaveCount(0);
  await expect(page.getByText(`${name}: connected`, { exact: true })).toBeVisible();
  await queue.press("u");
  await expect(queue.row(id)).toHaveAttribute("aria-current", "true");
  // The list follows the hand at once; the reload waits until the server has heard of it.
  await expect.poll(undone).toBe(before + 1);
  await page.reload();
  await queue.isReady();
  await expect(queue.row(id)).toBeVisible();
  await page.goto(`/leads/${id}?tab=timeline`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  // Calls of before say how long they were.
  await expect(page.getByText("Connected", { exact: true }).first()).toBeHidden();
});

test("two reps and one unclaimed lead: one has it, the other is told", async ({
  page,
  signInAs,
  otherPage,
}) => {
  await signInAs("rep", "/queue?show=pool");
  const mine = new QueuePage(page);
  await mine.isReady();
  const theirs = new QueuePage(await otherPage());
  const signIn = new SignInPage(theirs.page);
  await signIn.open("/queue?show=pool");
  await signIn.submit(TOMAS, DEMO_PASSWORD);
  await theirs.isReady();
  const id = await mine.currentId();
  await theirs.page.goto(`/queue?show=pool&lead=${id}`);
  await theirs.isReady();
  expect(await theirs.currentId()).toBe(id);
  await Promise.all([mine.press("c"), theirs.press("c")]);
  const told = (queue: QueuePage) => queue.page.getByText(/has .* already\. Nothing was changed\./).first();
  await expect
    .poll(async () => [await told(mine).isVisible(), await told(theirs).isVisible()].filter(Boolean).length)
    .toBe(1);
  const winner = (await told(mine).isVisible()) ? theirs : mine;
  await expect(winner.outcomes).toBeVisible();
  await winner.press("3");
  await expect(winner.row(id)).toHaveCount(0);
});

test("a hot lead that comes free is announced, and is taken in on wish", async ({
  page,
  signInAs,
  otherPage,
}) => {
  // Other journeys claim from the pool at the same time: two of the last hot leads are put there.
  await sql(`
    UPDATE leads SET owner_id = NULL, snoozed_until = NULL, due_at = now() - interval '5 minutes', due_kind = 'respond'
     WHERE (tenant_id, id) IN (SELECT l.tenant_id, l.id FROM leads l JOIN tenants t ON t.id = l.tenant_id AND t.is_demo
                                WHERE l.is_open AND l.effective_band = 'hot' ORDER BY l.effective_score, l.id LIMIT 2)`);
  const theirs = new QueuePage(await otherPage());
  const signIn = new SignInPage(theirs.page);
  await signIn.open("/queue?show=pool&band=hot");
  await signIn.submit(TOMAS, DEMO_PASSWORD);
  await theirs.isReady();
  await theirs.press("a");
  await expect(theirs.page.getByRole("button", { name: "Assign" })).toBeVisible();
  await signInAs("rep", "/queue");
  const mine = new QueuePage(page);
  await mine.isReady();
  const before = await mine.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-lead")));
  const id = await theirs.currentId();
  await theirs.press("a");
  await theirs.page.getByRole("button", { name: /Back into the pool/ }).click();
  await expect(page.getByRole("button", { name: /1 new hot/ })).toBeVisible();
  expect(await mine.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-lead")))).toEqual(
    before,
  );
  await mine.press("g");
  await expect(mine.row(id)).toBeVisible();
  await expect(page.getByRole("button", { name: /new hot/ })).toBeHidden();
});

test("on a phone: the list, one lead, the call at the thumb", async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs("rep", "/queue");
  const queue = new QueuePage(page);
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  const row = queue.rows.first();
  const id = (await row.getAttribute("data-lead")) ?? "";
  await row.click();
  const call = page
    .getByRole("link", { name: /^Call \+/ })
    .or(page.getByRole("button", { name: "Call and log" }));
  await expect(call.first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Note" }).click();
  await page.getByLabel(/^Note on/).fill("In a meeting until noon");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("In a meeting until noon")).toBeVisible();
  await page.getByRole("button", { name: "Snooze" }).click();
  await page.getByRole("button", { name: /^In an hour/ }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Snooze" })).toBeVisible();
  await page.goBack();
  await expect(queue.row(id)).toBeVisible();
});

test("a leader has no queue, and is told so", async ({ page, signInAs }) => {
  await signInAs("leader");
  const answer = await page.goto("/queue");
  expect(answer?.status()).toBe(403);
  const marks = await page.request.get("/queue/marks");
  expect(marks.status()).toBe(403);
});

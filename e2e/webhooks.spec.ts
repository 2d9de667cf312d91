import { type HttpReceiver, httpReceiver } from "@/lib/testing/receivers";
import { isSignedWith } from "@/lib/testing/standard-webhooks";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { sql } from "./database";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/webhooks";
let receiver: HttpReceiver;
test.beforeAll(async () => {
  receiver = await httpReceiver();
});
test.afterAll(() => receiver.stop());

const nowSeconds = () => Date.now() / 1_000;

test.describe("webhooks", () => {
  test("revops adds one, tests it, sees what was given up and why, and sends it again", async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(120_000);
    await signInAs("revops", PAGE);
    await isAtWork(page.getByRole("button", { name: "Add a webhook" }));
    await page.getByRole("button", { name: "Add a webhook" }).press("Enter");
    const form = page.getByRole("dialog", { name: "Add a webhook" });
    await form.getByLabel("Address").fill("hooks.example/in");
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await expect(form.getByLabel("Address")).toHaveAccessibleDescription(/beginning with https/);
    await expect(form.getByLabel("Address")).toHaveValue("hooks.example/in");
    await form.getByLabel("Address").fill(`${receiver.url}/in`);
    await form.getByLabel("What it is for").fill("Warehouse");
    // What other journeys do at the same time is not the matter here.
    for (const kind of ["Hot lead", "Band changed", "Override ended"])
      await form.getByRole("checkbox", { name: kind, exact: true }).press("Space");
    await form.getByRole("button", { name: "Add", exact: true }).click();

    const told = page.getByRole("dialog", { name: "The webhook is on" });
    const secret = await told.getByLabel("Signing secret").inputValue();
    expect(secret).toMatch(/^whsec_/);
    await told.getByRole("button", { name: "Done" }).click();
    const item = page
      .getByRole("list", { name: "Webhooks" })
      .getByRole("listitem")
      .filter({ hasText: "Warehouse" });
    await expect(item).toContainText(`whsec_…${secret.replace(/=+$/, "").slice(-4)}`);
    expect(await page.content()).not.toContain(secret);

    await item.getByRole("button", { name: "Send a test" }).click();
    await expect(item.getByRole("status")).toHaveText("It arrived.");
    const [first] = receiver.received;
    expect(first?.body).toMatchObject({
      type: "webhook.test",
      data: { message: expect.stringMatching(/sent by Daniel/) },
    });
    expect(isSignedWith(secret, first?.headers ?? {}, first?.text ?? "", nowSeconds())).toBe(true);

    receiver.answers = [1, 2].map(() => (response) => response.writeHead(503).end("the warehouse is full"));
    await item.getByRole("button", { name: "Send a test" }).click();
    await expect(item.getByRole("status")).toContainText("Tried once: answered 503. Next try");
    await expect(item).toContainText(/Failing since/);
    // A day later.
    await sql("UPDATE deliveries SET attempts = 8 WHERE webhook_id IS NOT NULL AND status = 'waiting'");
    await sql("UPDATE pgboss.job SET start_after = now() WHERE data ? 'webhookId' AND state = 'created'");
    await expect
      .poll(async () => {
        await page.goto(`${PAGE}?show=failed`);
        return page.getByRole("list", { name: "Messages" }).getByRole("listitem").count();
      })
      .toBe(1);
    const message = page.getByRole("list", { name: "Messages" }).getByRole("listitem");
    await expect(message).toContainText("Given up after 9 tries: answered 503");
    await isAtWork(message.getByRole("button", { name: /^What was sent: Test/ }));
    await message.getByRole("button", { name: /^What was sent: Test/ }).press("Enter");
    await expect(message.getByRole("group", { name: "Answered 503" })).toContainText("the warehouse is full");
    await expect(message.getByRole("group", { name: "Body" })).toContainText('"webhook.test"');
    await expectAccessible(page);
    await message.getByRole("button", { name: /^Send again: Test/ }).click();
    await expect(page.getByText("Nothing was given up")).toBeVisible();
    const last = receiver.received.at(-1);
    expect(last?.headers["webhook-id"]).toBe(receiver.received.at(-2)?.headers["webhook-id"]);
    expect(isSignedWith(secret, last?.headers ?? {}, last?.text ?? "", nowSeconds())).toBe(true);

    await page.goto(PAGE);
    await isAtWork(item.getByRole("button", { name: "More for Warehouse" }));
    await item.getByRole("button", { name: "More for Warehouse" }).press("Enter");
    await page.getByRole("menuitem", { name: "New secret" }).press("Enter");
    await page.getByRole("button", { name: "Make a new secret" }).click();
    const next = await page.getByLabel("Signing secret").inputValue();
    await page.getByRole("button", { name: "Done" }).click();
    await item.getByRole("button", { name: "Send a test" }).click();
    await expect(item.getByRole("status")).toHaveText("It arrived.");
    const rotated = receiver.received.at(-1);
    for (const known of [secret, next])
      expect(isSignedWith(known, rotated?.headers ?? {}, rotated?.text ?? "", nowSeconds())).toBe(true);

    await item.getByRole("button", { name: "More for Warehouse" }).press("Enter");
    await page.getByRole("menuitem", { name: "Switch off" }).press("Enter");
    await expect(item).toContainText(/^.*Off since/s);
    await expect(item.getByRole("button", { name: "Send a test" })).toHaveCount(0);
    await item.getByRole("button", { name: "More for Warehouse" }).press("Enter");
    await page.getByRole("menuitem", { name: "Remove" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("Nobody is told yet")).toBeVisible();
  });

  test("what is sent is documented on the page, in both themes and on a phone", async ({
    page,
    signInAs,
  }) => {
    await signInAs("admin", PAGE);
    await page.getByText("Band changed: lead.band_changed").click();
    await expect(page.getByRole("group", { name: "Example of lead.band_changed" })).toContainText(
      "Viewed pricing 3 times in 7 days",
    );
    await expectAccessibleInBothThemes(page, PAGE);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(PAGE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  test("a rep and a manager are refused", async ({ page, otherPage, signInAs }) => {
    await signInAs("rep");
    expect((await page.goto(PAGE))?.status()).toBe(403);
    const other = await otherPage();
    const { SignInPage } = await import("./pages/sign-in-page");
    const signIn = new SignInPage(other);
    await signIn.open("/leads");
    await signIn.submit("ruth@halden.example", "firstcall-demo");
    await other.waitForURL(/\/leads/);
    expect((await other.goto(PAGE))?.status()).toBe(403);
  });
});

import { expectAccessible } from "./axe";
import { demoPerson, expect, test } from "./fixtures";
import { LeadsPage } from "./pages/leads-page";
import { SignInPage } from "./pages/sign-in-page";
import { ViewsMenu } from "./pages/views-menu";
import { isAtWork } from "./ready";

const SIZES = [
  { name: "a screen", width: 1440, height: 900 },
  { name: "a phone", width: 390, height: 844 },
] as const;

test.describe("a saved view", () => {
  test("keeps a list under a name, says what changed, and is opened by the colleague it is shared with", async ({
    page,
    signInAs,
    otherPage,
  }) => {
    await signInAs("manager", "/leads?view=all&band=warm&sort=name");
    const leads = new LeadsPage(page);
    const views = new ViewsMenu(page);
    await leads.ready();
    await views.saveAs("Warm by name");
    await expect(page).toHaveURL(/view=all&band=warm&sort=name&saved=[0-9a-f-]{36}$/);
    await expect(views.trigger(/Warm by name/)).toHaveAttribute("aria-current", "page");
    await expect(leads.view("All leads")).not.toHaveAttribute("aria-current");

    // A name is taken once.
    await views.trigger(/Warm by name/).click();
    await views.item("Save as a new view").click();
    await views.dialog.getByRole("textbox", { name: "Name" }).fill("warm  BY name");
    await views.dialog.getByRole("textbox", { name: "Name" }).press("Enter");
    await expect(views.dialog.getByText(/already have a view called/)).toBeVisible();
    await page.keyboard.press("Escape");

    await leads.sortBy("Score");
    await expect(views.trigger(/Warm by name.*changed/)).toBeVisible();
    await page.reload();
    await views.trigger("Save changes").click();
    await expect(views.trigger(/Warm by name.*changed/)).toHaveCount(0);
    await expect(page).toHaveURL(/band=warm&sort=-score|band=warm&saved=/);

    await views.trigger(/Warm by name/).click();
    await views.item("Share with everybody here").click();
    await expect(page.getByText("Shared “Warm by name” with everybody here").first()).toBeVisible();

    const colleague = await otherPage();
    const { email, password } = demoPerson("rep");
    const signIn = new SignInPage(colleague);
    await signIn.open("/leads");
    await signIn.submit(email, password);
    await colleague.waitForURL(/\/leads/);
    const theirs = new ViewsMenu(colleague);
    await theirs.trigger().click();
    await theirs.view(/Warm by name.*Ruth/).click();
    await expect(colleague).toHaveURL(/view=all&band=warm/);
    const rows = new LeadsPage(colleague).rows;
    await expect(rows.first()).toContainText("Warm");
    await theirs.trigger(/Warm by name/).click();
    await expect(theirs.item("Save as a new view")).toBeVisible();
    for (const name of ["Rename", "Delete", "Stop sharing"]) await expect(theirs.item(name)).toHaveCount(0);

    await views.remove("Warm by name");
    await expect(views.trigger("Views")).toBeVisible();
    await colleague.reload();
    await expect(theirs.trigger("Views")).toBeVisible();
    // The link still shows the list.
    await expect(rows.first()).toContainText("Warm");
  });

  test("is saved, renamed and deleted by keyboard alone", async ({ page, signInAs }) => {
    await signInAs("leader", "/leads?view=all&band=hot");
    const views = new ViewsMenu(page);
    await new LeadsPage(page).ready();
    await views.trigger("Save view").focus();
    await page.keyboard.press("Enter");
    await expect(views.dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(views.dialog.getByText("Give the view a name.")).toBeVisible();
    await page.keyboard.type("Best by keyboard");
    await page.keyboard.press("Enter");
    await expect(views.trigger(/Best by keyboard/)).toBeVisible();
    await expect(views.dialog).toHaveCount(0);

    await views.trigger(/Best by keyboard/).focus();
    await page.keyboard.press("Enter");
    await views.item("Rename").focus();
    await page.keyboard.press("Enter");
    await expect(views.dialog.getByRole("textbox", { name: "Name" })).toHaveValue("Best by keyboard");
    await page.keyboard.press("End");
    await page.keyboard.type(" again");
    await page.keyboard.press("Enter");
    await expect(views.trigger(/Best by keyboard again/)).toBeVisible();
    await views.remove("Best by keyboard again");
  });
});

test.describe("the palette", () => {
  test("opens leads, saved views and pages, and says how many leads match", async ({ page, signInAs }) => {
    await signInAs("revops", "/leads?view=all&band=nurture");
    const views = new ViewsMenu(page);
    await new LeadsPage(page).ready();
    await views.saveAs("Nurture of RevOps");
    await expect(page).toHaveURL(/saved=/);
    await page.goto("/models");
    await isAtWork(page.getByRole("button", { name: "Search or jump to" }));

    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog", { name: "Search or jump to" });
    await page.keyboard.type("nurture of");
    await expect(palette.getByRole("option", { name: /Nurture of RevOps/ })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await expect(palette.getByText(/^\d+ of [\d,]+ leads$/)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/leads\?view=all&band=nurture&saved=/);
    await views.remove("Nurture of RevOps");

    // RevOps does not work on leads: there is no queue to open one beside.
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("in");
    await expect(palette.getByText("Open beside the queue")).toHaveCount(0);
    await expect(palette.getByRole("option", { name: /^All [\d,+]+ leads with “in”$/ })).toBeVisible();
    await palette.getByRole("option").first().click();
    await expect(page).toHaveURL(/\/leads\/[0-9a-f-]{36}$/);
  });
});

test("a lead is opened beside the queue from the palette", async ({ page, signInAs }) => {
  await signInAs("rep");
  await new LeadsPage(page).ready();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("in");
  await expect(page.getByText("Open beside the queue")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/queue\?lead=[0-9a-f-]{36}$/);
});

test.describe("the sheet of keys", () => {
  test("opens with ? where nobody types, finds a key, and closes with Esc", async ({ page, signInAs }) => {
    await signInAs("rep");
    const leads = new LeadsPage(page);
    await leads.ready();
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await leads.search.focus();
    await page.keyboard.press("?");
    await expect(leads.search).toHaveValue("?");
    await page.keyboard.press("Escape");

    await page.keyboard.press("?");
    await expect(sheet.getByText("Next lead")).toBeVisible();
    await expect(sheet.getByText("Clear the selection")).toBeVisible();
    await page.keyboard.type("undo");
    await expect(sheet.getByText("Undo, for 10 s")).toBeVisible();
    await expect(sheet.getByText("Next lead")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);

    await leads.rows.first().getByRole("link").click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
    await isAtWork(page.getByRole("button", { name: "Search or jump to" }));
    await page.keyboard.press("?");
    await expect(sheet.getByText("Lead ranked below")).toBeVisible();
    await expect(sheet.getByText("Clear the selection")).toHaveCount(0);
  });
});

test.describe("many leads at once", () => {
  test("are given to a colleague by keyboard and taken back, with every one accounted for", async ({
    page,
    signInAs,
  }) => {
    await signInAs("manager", "/leads?view=open&band=nurture&owner=none");
    const leads = new LeadsPage(page);
    const bar = page.getByRole("toolbar", { name: "Selected rows" });
    await leads.ready();
    const ids = (await leads.ids()).slice(0, 2);
    for (let row = 0; row < 2; row += 1) {
      await page.keyboard.press("j");
      await page.keyboard.press("x");
    }
    await expect(bar).toContainText("2 selected");
    await page.keyboard.press("a");
    await expect(page.getByRole("menuitem", { name: "Back to the pool" })).toBeVisible();
    await page.keyboard.type("Tom");
    await expect(page.getByRole("menuitem", { name: "Tomás Ferreira" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("2 leads assigned to Tomás Ferreira").first()).toBeVisible();
    await expect(bar).toHaveCount(0);
    for (const id of ids) await expect(leads.table.locator(`[data-row-id="${id}"]`)).toHaveCount(0);
    await page.keyboard.press("u");
    await expect(page.getByText("2 leads are as they were").first()).toBeVisible();
    for (const id of ids) await expect(leads.table.locator(`[data-row-id="${id}"]`)).toBeVisible();
  });

  test("all that match are counted and confirmed first, and a rep’s stop at those of others", async ({
    page,
    signInAs,
  }) => {
    await signInAs("rep", "/leads?view=open&band=suppress");
    const leads = new LeadsPage(page);
    await leads.ready();
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("button", { name: "Select all that match" }).click();
    await expect(page.getByRole("toolbar", { name: "Selected rows" })).toContainText(
      /All \d+ that match selected/,
    );
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: /^Next week/ }).click();
    const dialog = page.getByRole("dialog", { name: /^Snooze \d+ leads until/ });
    await expect(dialog).toContainText("Leads of others stay with them and are counted.");
    await dialog.getByRole("button", { name: /^Snooze \d+ leads$/ }).click();
    await expect(
      page
        .getByText(/^\d+ leads? snoozed until .+\. \d+ belongs? to (others|somebody else) and stayed/)
        .first(),
    ).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText(/^\d+ leads? (is|are) as (it was|they were)/).first()).toBeVisible({
      timeout: 30_000,
    });
  });

  test("one lead is assigned and snoozed from its row; a leader, who only reads, is offered none of it", async ({
    page,
    signInAs,
    otherPage,
  }) => {
    await signInAs("manager", "/leads?view=open&band=nurture&owner=none&sort=name");
    const leads = new LeadsPage(page);
    await leads.ready();
    const [id] = await leads.ids();
    const row = leads.table.locator(`[data-row-id="${id}"]`);
    await row.getByRole("button", { name: /^Actions for/ }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Assign to" })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("menuitem", { name: "Me", exact: true }).press("Enter");
    await expect(page.getByText("1 lead assigned to you").first()).toBeVisible();
    await page.keyboard.press("u");
    await expect(page.getByText("1 lead is as it was").first()).toBeVisible();
    await expect(row).toBeVisible();

    await row.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Snooze until" }).press("ArrowRight");
    await page.getByRole("menuitem", { name: "Pick a date" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Snooze 1 lead until" });
    await dialog.getByLabel("Day").fill("2020-01-01");
    await dialog.getByRole("button", { name: "Snooze" }).click();
    await expect(dialog.getByText("Choose a day that is still to come.")).toBeVisible();
    await page.keyboard.press("Escape");

    const reader = await otherPage();
    const signIn = new SignInPage(reader);
    await signIn.open("/leads");
    const { email, password } = demoPerson("leader");
    await signIn.submit(email, password);
    await reader.waitForURL(/\/leads/);
    const theirs = new LeadsPage(reader);
    await theirs.rows.first().getByRole("checkbox").click();
    const bar = reader.getByRole("toolbar", { name: "Selected rows" });
    await expect(bar.getByRole("link", { name: "Export" })).toBeVisible();
    await expect(bar.getByRole("button", { name: "Assign" })).toHaveCount(0);
    await expect(theirs.rows.first().getByRole("button")).toHaveCount(0);
  });
});

for (const size of SIZES)
  for (const colorScheme of ["light", "dark"] as const) {
    test(`views, palette and keys are accessible on ${size.name}, ${colorScheme}`, async ({
      page,
      signInAs,
    }) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Without rows: those are looked at by the list's own journey, and take their time.
      await signInAs("rep", "/leads?q=nobody+is+called+this");
      const views = new ViewsMenu(page);
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await new LeadsPage(page).ready();
      await views.trigger("Views").click();
      await expect(views.item("Save this view")).toBeVisible();
      await expectAccessible(page);
      await views.item("Save this view").click();
      await expect(views.dialog.getByRole("textbox", { name: "Name" })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(views.dialog).toHaveCount(0);
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("in");
      await expect(page.getByText(/^[\d,+]+ of [\d,]+ leads$/)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(views.dialog).toHaveCount(0);
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
      await expectAccessible(page);
    });
  }

for (const colorScheme of ["light", "dark"] as const) {
  test(`bulk actions are accessible, ${colorScheme}`, async ({ page, signInAs }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signInAs("manager", "/leads?view=open&band=hot&owner=none");
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await new LeadsPage(page).ready();
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.keyboard.press("s");
    await expect(page.getByRole("menuitem", { name: "Pick a date" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("menuitem", { name: "Pick a date" }).click();
    await expect(page.getByRole("dialog").getByLabel("Day")).toBeVisible();
    await expectAccessible(page);
  });
}

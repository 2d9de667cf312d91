import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { demoPerson, expect, test } from "./fixtures";
import { PeoplePage } from "./pages/people-page";
import { SignInPage } from "./pages/sign-in-page";

/** Unique in a database that several runs may share. */
const unique = (name: string) => `${name}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@halden.example`;

test.describe("signing in", () => {
  test("leads to the page that was asked for, and signing out ends it", async ({ page, signInAs }) => {
    await page.goto("/settings/people");
    await expect(page).toHaveURL(/\/signin\?callbackUrl=%2Fsettings%2Fpeople$/);
    await signInAs("admin", "/settings/people");
    await expect(page.getByRole("heading", { name: "People", exact: true })).toBeVisible();

    await page
      .getByRole("button", { name: demoPerson("admin").name, exact: false })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/signin$/);
    await page.goto("/leads");
    await expect(page).toHaveURL(/\/signin\?callbackUrl=%2Fleads$/);
  });

  test("a wrong password is said in place and the e-mail stays", async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.submit(demoPerson("rep").email, "not the password");
    await expect(signIn.message).toHaveText("The e-mail or the password is not right.");
    await expect(signIn.email).toHaveValue(demoPerson("rep").email);
    await expect(signIn.password).toBeFocused();
    await expectAccessible(page);
  });

  test("five wrong passwords lock, and the words do not tell whether the account exists", async ({
    page,
  }) => {
    const signIn = new SignInPage(page);
    const nobody = unique("nobody");
    await signIn.open();
    for (let guess = 0; guess < 5; guess += 1) {
      const answered = page.waitForResponse((response) => response.request().method() === "POST");
      await signIn.submit(nobody, `guess ${guess}`);
      await answered;
      await expect(signIn.message).toHaveText("The e-mail or the password is not right.");
      // A refusal empties the field; what is typed before that would be lost with it.
      await expect(signIn.password).toHaveValue("");
    }
    await signIn.submit(nobody, "guess 6");
    await expect(signIn.message).toHaveText("Too many attempts. Try again in 15 minutes.");
  });

  test("never leads to another site", async ({ page }) => {
    const signIn = new SignInPage(page);
    const { email, password } = demoPerson("leader");
    await signIn.open("//evil.example/leads");
    await signIn.submit(email, password);
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/leads/);
  });

  test("the cookie is out of reach of scripts, and lasts only when asked to", async ({ page, context }) => {
    const signIn = new SignInPage(page);
    const { email, password } = demoPerson("leader");
    await signIn.open();
    await signIn.submit(email, password);
    await page.waitForURL(/\/leads/);
    const session = async () => (await context.cookies()).find(({ name }) => name.endsWith("session-token"));
    expect(await session()).toMatchObject({ httpOnly: true, sameSite: "Lax", expires: -1 });

    await context.clearCookies();
    await signIn.open();
    await signIn.keep.click();
    await signIn.submit(email, password);
    await page.waitForURL(/\/leads/);
    const days = ((await session())!.expires - Date.now() / 1000) / 86_400;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
  });

  test("works before any script has loaded", async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
    const signIn = new SignInPage(await context.newPage());
    const { email, password } = demoPerson("rep");
    await signIn.open("/leads");
    await signIn.submit(email, "wrong");
    await expect(signIn.message).toHaveText("The e-mail or the password is not right.");
    await signIn.submit(email, password);
    await expect(signIn.page).toHaveURL(/\/leads$/);
    await context.close();
  });

  test("works on 127.0.0.1 as on localhost", async ({ page, baseURL }) => {
    const signIn = new SignInPage(page);
    const { email, password } = demoPerson("rep");
    await page.goto(`${baseURL!.replace("localhost", "127.0.0.1")}/signin?callbackUrl=%2Fleads`);
    await signIn.submit(email, password);
    await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/leads$/);
  });

  test("a demo's person is one click away", async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await page.getByRole("button", { name: /Ruth Adeyemi/ }).click();
    await expect(signIn.email).toHaveValue("ruth@halden.example");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/leads/);
  });
});

test.describe("roles", () => {
  for (const role of ["rep", "manager", "revops", "leader"] as const) {
    test(`people are closed to a ${role}`, async ({ page, signInAs }) => {
      await signInAs(role);
      // RevOps has settings of its own; nobody but an admin has people.
      await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(role === "revops" ? 1 : 0);
      const response = await page.goto("/settings/people");
      expect(response?.status()).toBe(403);
      await expect(page.getByRole("heading", { name: "Your role cannot open this page" })).toBeVisible();
      await expect(page.getByText("@halden.example")).toHaveCount(0);
    });
  }

  test("people are open to an admin, and a role can be changed and taken back", async ({
    page,
    signInAs,
  }) => {
    await signInAs("admin", "/settings/people");
    const people = new PeoplePage(page);
    await expect(people.person("maya@halden.example")).toContainText("Maya Lindqvist");
    await expect(people.roleOf("Jonas Weber")).toHaveCount(0);

    await people.chooseRole("Priya Nair", "Leader");
    await expect(page.getByText("Priya Nair is now Leader", { exact: true })).toBeVisible();
    await expect(people.roleOf("Priya Nair")).toHaveText("Leader");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Priya Nair is now Rep", { exact: true })).toBeVisible();
    await page.reload();
    await expect(people.roleOf("Priya Nair")).toHaveText("Rep");
  });
});

test("an invited person joins, loses a password, gets a new one, and is deactivated", async ({
  page,
  signInAs,
  otherPage,
}) => {
  test.slow();
  const email = unique("petra");
  const name = `Petra ${email.split("-")[2]!.split("@")[0]}`;
  const people = new PeoplePage(page);
  const petra = await otherPage();
  const signIn = new SignInPage(petra);

  await signInAs("admin", "/settings/people");
  const link = await people.invite(email, "Manager");
  await expect(people.invitations).toContainText(email);

  await petra.goto(link);
  await petra.getByLabel("Your name").fill(name);
  await petra.getByLabel("Password", { exact: true }).fill("short");
  await petra.getByRole("button", { name: "Join Halden" }).click();
  await expect(petra.getByText("Use at least 10 characters; 5 more are missing.")).toBeVisible();
  await expectAccessible(petra);
  await petra.getByLabel("Password", { exact: true }).fill("grey heron, low tide");
  await petra.getByRole("button", { name: "Join Halden" }).click();
  await expect(petra).toHaveURL(/\/leads/);
  await petra.goto(link);
  await expect(petra.getByRole("heading", { name: "This invitation was used already" })).toBeVisible();

  const forgotten = await otherPage();
  await forgotten.goto("/forgot");
  await forgotten.getByLabel("E-mail").fill(email);
  await forgotten.getByRole("button", { name: "Ask for a new password" }).click();
  await expect(forgotten.getByText("Your admins can see that you asked")).toBeVisible();

  await expect(async () => {
    await people.open();
    await expect(people.person(email)).toContainText("Asked for a new password", { timeout: 500 });
  }).toPass();
  const reset = await people.createResetLink(name);
  await forgotten.goto(reset);
  await forgotten.getByLabel("New password").fill("a different heron, high tide");
  await forgotten.getByRole("button", { name: "Save the new password" }).click();
  await expect(forgotten.getByText("Your password is changed")).toBeVisible();

  await petra.goto("/leads");
  await expect(petra).toHaveURL(/\/signin/);
  await signIn.submit(email, "grey heron, low tide");
  await expect(signIn.message).toHaveText("The e-mail or the password is not right.");
  await signIn.submit(email, "a different heron, high tide");
  await expect(petra).toHaveURL(/\/leads/);

  await people.deactivate(name);
  await expect(people.person(email)).toContainText("Deactivated");
  await petra.reload();
  await expect(petra).toHaveURL(/\/signin/);
  await signIn.submit(email, "a different heron, high tide");
  await expect(signIn.message).toContainText("Your account is not active in any workspace");
});

test.describe("accessible in both themes", () => {
  for (const path of ["/signin", "/forgot", "/reset/unknown", "/invite/unknown", "/setup"]) {
    test(path, ({ page }) => expectAccessibleInBothThemes(page, path));
  }

  for (const path of ["/settings/people", "/start"]) {
    test(path, async ({ page, signInAs }) => {
      await signInAs("admin");
      await expectAccessibleInBothThemes(page, path);
    });
  }

  test("the form of an invitation and its dialog", async ({ page, signInAs }) => {
    await signInAs("admin", "/settings/people");
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await page.getByRole("dialog").getByLabel("E-mail").fill(unique("axe"));
    await expectAccessible(page);
    await page.getByRole("button", { name: "Create the link" }).click();
    const link = await page.getByLabel("Invitation link").inputValue();
    await expectAccessible(page);
    await expectAccessibleInBothThemes(page, link);
  });
});

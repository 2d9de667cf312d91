import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "@/lib/modules/users/demo-people";
import type { Role } from "@/lib/platform/auth/roles";
import { SignInPage } from "./pages/sign-in-page";

export { expect } from "@playwright/test";

/** The demo's first person with this role. */
export function demoPerson(role: Role) {
  const person = DEMO_PEOPLE.find((candidate) => candidate.role === role);
  if (!person) throw new Error(`the demo has no ${role}`);
  return { ...person, password: DEMO_PASSWORD };
}

interface Fixtures {
  /** Signs the test's page in as the demo's person with this role, and waits for the page that follows. */
  signInAs: (role: Role, path?: string) => Promise<void>;
  /** A page of somebody else, with cookies of their own. */
  otherPage: () => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  signInAs: async ({ page }, use) => {
    await use(async (role, path = "/leads") => {
      const { email, password } = demoPerson(role);
      const signIn = new SignInPage(page);
      await signIn.open(path);
      await signIn.submit(email, password);
      await page.waitForURL((url) => url.pathname === new URL(path, url).pathname);
    });
  },
  otherPage: async ({ browser, baseURL }, use) => {
    const open: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext(baseURL ? { baseURL } : {});
      open.push(context);
      return context.newPage();
    });
    await Promise.all(open.map((context) => context.close()));
  },
});

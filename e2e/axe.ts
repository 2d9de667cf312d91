import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** WCAG 2.2 AA, as far as axe can see it, in the theme the page has now. */
export async function expectAccessible(page: Page): Promise<void> {
  // A refresh after a server action takes the title off the page until its metadata has streamed in again, and parts
  // of a page come one after another: what is wrong for a moment is asked once more.
  await expect(async () => {
    await expect(page).toHaveTitle(/\S/);
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
      [],
    );
  }).toPass({ timeout: 25_000, intervals: [250, 500, 1_000] });
}

/** The same in light and in dark, loading the page anew for each. */
export async function expectAccessibleInBothThemes(page: Page, path: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expectAccessible(page);
  }
}

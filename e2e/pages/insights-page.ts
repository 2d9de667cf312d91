import { expect, type Locator, type Page } from "@playwright/test";
import { isAtWork } from "../ready";

export class InsightsPage {
  readonly headline: Locator;

  constructor(readonly page: Page) {
    this.headline = page.getByRole("heading", { level: 1 });
  }

  async open(search = ""): Promise<void> {
    await this.page.goto(`/insights${search}`);
    await expect(this.headline).toBeVisible();
    await isAtWork(this.page.getByRole("button", { name: "Figures as a table" }).first());
  }

  section(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }

  /** Opens a filter of the bar and chooses one of its values. */
  async choose(filter: string, value: string): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`^${filter} .`) }).click();
    await this.page
      .getByRole("dialog", { name: `${filter} filter` })
      .getByLabel(value, { exact: true })
      .click();
    await this.page.keyboard.press("Escape");
  }
}

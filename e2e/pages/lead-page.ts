import { expect, type Locator, type Page } from "@playwright/test";

/** A lead's page on a screen, with what people say of its score. */
export class LeadPage {
  readonly aside: Locator;
  readonly override: Locator;
  readonly request: Locator;
  readonly header: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.aside = page.getByRole("complementary", { name: "About this lead" });
    this.override = this.aside.getByRole("region", { name: "Override" });
    this.request = this.override.getByRole("region", { name: "Request" });
    this.header = page
      .getByRole("main")
      .locator("header")
      .filter({ has: page.getByRole("heading", { level: 1 }) });
    this.dialog = page.getByRole("dialog");
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/leads/${id}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** The key O, as soon as the page's scripts listen. */
  async openOverride(): Promise<void> {
    await expect(async () => {
      if (!(await this.dialog.isVisible())) await this.page.keyboard.press("o");
      await expect(this.dialog).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(this.reason).toBeVisible();
  }

  get score(): Locator {
    return this.dialog.getByRole("spinbutton", { name: "Score" });
  }

  get reason(): Locator {
    return this.dialog.getByRole("textbox", { name: "Reason" });
  }

  async choose(group: string, choice: string): Promise<void> {
    await this.dialog.getByRole("radiogroup", { name: group }).getByRole("radio", { name: choice }).click();
  }

  async submit(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+Enter");
  }
}

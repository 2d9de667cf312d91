import { expect, type Locator, type Page } from "@playwright/test";

/** The import wizard, step by step. */
export class ImportPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/leads/import");
    await expect(this.page.getByRole("heading", { name: "Choose a file" })).toBeVisible();
  }

  async upload(name: string, text: string): Promise<void> {
    await this.page
      .getByLabel("CSV file")
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text, "utf8") });
  }

  async waitForColumns(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Say what each column is" })).toBeVisible({
      timeout: 30_000,
    });
  }

  /** Where a column goes: the control that says it and changes it. */
  destination(column: string): Locator {
    return this.page.getByRole("combobox", { name: `${column} goes to` });
  }

  async place(column: string, destination: string): Promise<void> {
    await this.destination(column).click();
    await this.page.getByRole("combobox", { name: "Search fields and signals" }).fill(destination);
    await this.page.getByRole("option", { name: destination }).first().click();
  }

  get start(): Locator {
    return this.page.getByRole("button", { name: /^Import [\d,]+ rows$/ }).locator("visible=true");
  }

  async waitUntilDone(): Promise<void> {
    await expect(this.page.getByText(/^Finished in/)).toBeVisible({ timeout: 60_000 });
  }
}

import { expect, type Locator, type Page } from "@playwright/test";

/** The what-if simulator. */
export class SimulatorPage {
  readonly figure: Locator;
  readonly answers: Locator;

  constructor(readonly page: Page) {
    this.figure = page.getByTestId("simulated-score");
    this.answers = page.getByRole("region", { name: /^What would make it|already$/ }).locator("li > button");
  }

  /** Its scorers are fetched, opened and at work. */
  async waitUntilScored(): Promise<void> {
    await expect(this.page.getByTestId("score-A")).toHaveText(/^\d+$/, { timeout: 20_000 });
  }

  async score(): Promise<number> {
    return Number(await this.figure.textContent());
  }

  slider(label: string): Locator {
    return this.page.getByRole("slider", { name: label });
  }

  async setCount(label: string, count: number): Promise<void> {
    await this.page.getByRole("spinbutton", { name: label }).fill(String(count));
  }
}

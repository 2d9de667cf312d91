import type { Locator, Page } from "@playwright/test";
import { isAtWork } from "../ready";

/** The leads list on a screen. */
export class LeadsPage {
  readonly table: Locator;
  readonly rows: Locator;
  readonly search: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole("table", { name: "Leads" });
    this.rows = this.table.locator("tbody tr");
    this.search = page.getByRole("searchbox", { name: /^Search leads/ });
  }

  view(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
  }

  header(name: string): Locator {
    return this.table.getByRole("columnheader", { name, exact: true });
  }

  async sortBy(name: string): Promise<void> {
    await this.header(name).getByRole("link").click();
  }

  async filterBy(label: string, value: string): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`^${label}`) }).click();
    await this.page.getByRole("dialog").getByRole("checkbox", { name: value }).click();
    await this.page.keyboard.press("Escape");
  }

  /** The figure of each row, without its arrow. */
  async scores(): Promise<number[]> {
    await this.rows.first().waitFor();
    const cells = await this.rows.locator("td:nth-child(2)").allInnerTexts();
    return cells.map((text) => Number(/(\d+)\s*$/.exec(text)?.[1]));
  }

  async ids(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row-id") ?? ""));
  }

  async nameOf(row: Locator): Promise<string> {
    return (await row.getByRole("link").innerText()).split("\n")[0] ?? "";
  }

  /** Keys work once the page's scripts do. */
  async ready(): Promise<void> {
    await isAtWork(this.search);
  }
}

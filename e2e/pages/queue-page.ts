import { expect, type Locator, type Page } from "@playwright/test";
import { isAtWork } from "../ready";

/** The rep's queue. */
export class QueuePage {
  readonly rows: Locator;
  readonly current: Locator;
  readonly lead: Locator;
  readonly call: Locator;
  readonly outcomes: Locator;

  constructor(readonly page: Page) {
    this.rows = page.locator("[data-lead]");
    this.current = page.locator("[data-lead][aria-current=true]");
    this.lead = page.getByRole("article");
    this.call = page.getByRole("button", { name: "Call and log" });
    this.outcomes = page.getByRole("group", { name: "How did the call go?" });
  }

  async open(): Promise<void> {
    await this.page.goto("/queue");
    await this.isReady();
  }

  /** The lead beside the list is there with its reasons. */
  async isReady(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    await expect(this.page.locator("#queue-lead")).toBeVisible();
    await expect(this.call).toBeVisible();
    await isAtWork(this.call);
  }

  /** Id of the open lead. */
  async currentId(): Promise<string> {
    return (await this.current.getAttribute("data-lead")) ?? "";
  }

  row(id: string): Locator {
    return this.page.locator(`[data-lead="${id}"]`);
  }

  /** The name at the head of the open lead. */
  async name(): Promise<string> {
    return (await this.page.locator("#queue-lead").textContent()) ?? "";
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Presses a key once the lead of the open row is drawn, and waits until that row has left the list. */
  async finish(...keys: readonly string[]): Promise<string> {
    const id = await this.currentId();
    await expect(this.call).toBeVisible();
    for (const key of keys) await this.press(key);
    await expect(this.row(id)).toHaveCount(0);
    return id;
  }
}

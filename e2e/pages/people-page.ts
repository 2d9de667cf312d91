import type { Locator, Page } from "@playwright/test";

export class PeoplePage {
  readonly invitations: Locator;

  constructor(readonly page: Page) {
    this.invitations = page.getByRole("list", { name: "Open invitations" });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/people");
  }

  person(email: string): Locator {
    return this.page.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: email });
  }

  roleOf(name: string): Locator {
    return this.page.getByRole("combobox", { name: `Role of ${name}` });
  }

  async chooseRole(name: string, role: string): Promise<void> {
    await this.roleOf(name).click();
    await this.page.getByRole("option", { name: role }).click();
  }

  /** @returns the link, which is shown this once */
  async invite(email: string, role: string): Promise<string> {
    await this.page.getByRole("button", { name: "Invite somebody" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("E-mail").fill(email);
    await dialog.getByRole("combobox", { name: "Role" }).click();
    await this.page.getByRole("option", { name: role }).click();
    await dialog.getByRole("button", { name: "Create the link" }).click();
    const link = await dialog.getByLabel("Invitation link").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();
    return link;
  }

  async createResetLink(name: string): Promise<string> {
    await this.choose(name, "Create a reset link");
    const dialog = this.page.getByRole("dialog");
    const link = await dialog.getByLabel("Reset link").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();
    return link;
  }

  async deactivate(name: string): Promise<void> {
    await this.choose(name, "Deactivate");
    await this.page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  }

  async choose(name: string, entry: string): Promise<void> {
    await this.page.getByRole("button", { name: `More about ${name}` }).click();
    await this.page.getByRole("menuitem", { name: entry }).click();
  }
}

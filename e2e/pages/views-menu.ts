import type { Locator, Page } from "@playwright/test";

/** The saved views at the end of a list's tabs. */
export class ViewsMenu {
  constructor(readonly page: Page) {}

  /** Opens the menu; it carries the current view's name once there is one. */
  trigger(name: string | RegExp = "Views"): Locator {
    return this.page.getByRole("navigation", { name: "Views" }).getByRole("button", { name });
  }

  item(name: string | RegExp): Locator {
    return this.page.getByRole("menuitem", { name });
  }

  view(name: string | RegExp): Locator {
    return this.page.getByRole("menuitemradio", { name });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async saveAs(name: string): Promise<void> {
    await this.trigger("Save view").click();
    await this.dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await this.dialog.getByRole("button", { name: "Save view" }).click();
  }

  async remove(name: string): Promise<void> {
    await this.trigger(new RegExp(name)).click();
    await this.item("Delete").click();
    await this.dialog.getByRole("button", { name: "Delete view" }).click();
    await this.page.getByText(`Deleted the view “${name}”`).first().waitFor();
  }
}

import { expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";

test("somebody without an account reads how to ask for a score, copies code, and tries it", async ({
  page,
}) => {
  await page.goto("/docs/api");
  await expect(page.getByRole("heading", { name: "Firstcall API", level: 1 })).toBeVisible();
  const score = page.getByRole("region", { name: "Score one lead", exact: true });
  await expect(score.getByText("POST /api/v1/score").first()).toBeVisible();
  const answer = score.getByRole("list", { name: "Answer 200 of Score one lead" });
  await expect(answer.getByText("required").first()).toBeVisible();

  await score.getByRole("tab", { name: "Python" }).click();
  const origin = new URL(page.url()).origin;
  await expect(score.getByRole("region", { name: "Score one lead, in Python" })).toContainText(
    `${origin}/api/v1/score`,
  );

  // What is changed in the body is what the code says, and what is sent.
  const body = score.getByRole("textbox", { name: "Body" });
  await body.fill('{"lead": {"email": "ann@firm.example"}, "sure": true}');
  await expect(score.getByRole("region", { name: "Score one lead, in Python" })).toContainText(
    '"sure": True',
  );
  await score.getByRole("button", { name: "Send request" }).click();
  await expect(score.locator("[data-status]")).toHaveAttribute("data-status", "401");
  await expect(score.getByText(/^x-request-id: /)).toBeVisible();
  await expect(score.getByRole("region", { name: "What the server answered" })).toContainText(
    '"code": "unauthorized"',
  );

  // A key that is none is refused in words, and is not in the code that one copies.
  await page.getByLabel("Key", { exact: true }).fill("fc_nobodys");
  await score.getByRole("button", { name: "Send request" }).click();
  await expect(score.locator("[data-status]")).toHaveAttribute("data-status", "401");
  await expect(page.locator("main")).not.toContainText("fc_nobodys");
});

test("the documentation is readable on a phone and by keyboard, in light and dark", async ({ page }) => {
  await expectAccessibleInBothThemes(page, "/docs/api");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/docs/api#sendEvents");
  await expect(page.getByRole("heading", { name: "Send up to 1,000 events" })).toBeInViewport();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

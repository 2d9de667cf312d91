import { expect, test } from "./fixtures";

/** The demo trains once it is serving, by itself; what follows looks at the scores that come of it. */
test("the demo's first model is trained, published and has scored every lead", async ({ page, signInAs }) => {
  test.setTimeout(180_000);
  await signInAs("revops", "/models");
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByRole("main").textContent();
      },
      { timeout: 150_000, intervals: [2_000] },
    )
    .toContain("Model v1");
  await expect
    .poll(
      async () => {
        const { done, total } = (await (await page.request.get("/models/progress")).json()) as {
          done: number;
          total: number;
        };
        return total > 0 && done === total;
      },
      { timeout: 60_000, intervals: [1_000] },
    )
    .toBe(true);
});

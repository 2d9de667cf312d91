import { expect, type Locator } from "@playwright/test";

/**
 * Waits until the scripts of a part of the page are at work: React has taken the element over, and what it does
 * afterwards has had its turn. The network is never idle: every page listens for changes.
 */
export async function isAtWork(element: Locator): Promise<void> {
  await expect
    .poll(
      () => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactProps$"))),
      { intervals: [20, 50, 100] },
    )
    .toBe(true);
  await element.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(() => done(), 0))),
  );
}

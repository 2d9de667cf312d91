import { existsSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "@/lib/modules/users/demo-people";

/**
 * `npm run bench -- morning [http://localhost:3000]`: what a rep of the demo waits for, in a real browser beside a
 * server that runs. Nothing is logged: it signs in and moves.
 */

const SIGN_INS = 5;
const KEYS = 40;

export async function bench(
  figure: (name: string, value: number, unit: string) => void,
  [url = "http://localhost:3000"]: readonly string[],
): Promise<void> {
  const rep = DEMO_PEOPLE.find(({ role }) => role === "rep");
  if (!rep) throw new Error("the demo has no rep");
  const path = "/usr/bin/chromium";
  const browser = await chromium.launch({
    ...(existsSync(path) ? { executablePath: path } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const arrivals: number[] = [];
    const keys: number[] = [];
    for (let turn = 0; turn < SIGN_INS; turn += 1) {
      const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
      const page = await context.newPage();
      await page.goto(`${url}/signin`);
      await page.getByLabel("E-mail").fill(rep.email);
      await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
      const started = performance.now();
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "Why call" }).waitFor();
      arrivals.push(performance.now() - started);
      if (turn === SIGN_INS - 1) keys.push(...(await keyTimes(page)));
      await context.close();
    }
    report(figure, "sign-in to the first lead with its reasons", arrivals);
    report(figure, "key press to the next lead drawn", keys);
  } finally {
    await browser.close();
  }
}

/** From the key's own time stamp to the frame that shows another lead, down the list and up again. */
async function keyTimes(page: Page): Promise<number[]> {
  await page.waitForTimeout(1_500);
  // The TypeScript loader names functions through a helper that pages do not have.
  await page.evaluate("window.__name = (given) => given");
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { keyTimes: times });
    window.addEventListener(
      "keydown",
      (event) => {
        const before = document.querySelector("#queue-lead")?.textContent;
        const look = () => {
          if (document.querySelector("#queue-lead")?.textContent === before) requestAnimationFrame(look);
          else requestAnimationFrame(() => times.push(performance.now() - event.timeStamp));
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
  for (let press = 0; press < KEYS; press += 1) {
    await page.keyboard.press(press < KEYS / 2 ? "j" : "k");
    await page.waitForTimeout(120);
  }
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}

function report(
  figure: (name: string, value: number, unit: string) => void,
  name: string,
  values: readonly number[],
): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  figure(`${name}, median of ${values.length}`, at(0.5), "ms");
  figure(`${name}, p95`, at(0.95), "ms");
}

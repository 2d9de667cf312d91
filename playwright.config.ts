import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** Debian's Chromium where there is one (the test command installs it); elsewhere Playwright's own. */
const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium"].find(
  (path) => path && existsSync(path),
);

export default defineConfig({
  testDir: "e2e",
  outputDir: ".cache/e2e",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: ".cache/e2e-report.json" }]],
  projects: [
    { name: "first model", testMatch: "first-model.setup.ts" },
    {
      name: "journeys",
      testMatch: "*.spec.ts",
      testIgnore: [
        "models.spec.ts",
        "ledger.spec.ts",
        "versions.spec.ts",
        "rules-publish.spec.ts",
        "bands.spec.ts",
        "settings-data.spec.ts",
      ],
      dependencies: ["first model"],
    },
    // Counts requests, which other journeys make and decide.
    { name: "ledger", testMatch: "ledger.spec.ts", dependencies: ["journeys"] },
    // Publishes, so that every lead is scored again: after everybody else.
    { name: "models", testMatch: "models.spec.ts", dependencies: ["ledger"] },
    { name: "versions", testMatch: "versions.spec.ts", dependencies: ["models"] },
    { name: "rules", testMatch: "rules-publish.spec.ts", dependencies: ["versions"] },
    { name: "bands", testMatch: "bands.spec.ts", dependencies: ["rules"] },
    // Erasing discards uploads that wait, and waits for imports: nobody else imports at that time.
    { name: "data", testMatch: "settings-data.spec.ts", dependencies: ["bands"] },
  ],
  use: {
    baseURL: process.env.E2E_URL ?? "http://localhost:3000",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Oslo",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        ...["--disable-component-update", "--disable-sync", "--disable-quic"],
      ],
    },
  },
});

import { expect, test } from "@playwright/test";

test("the one server answers the API itself, pages through Next, and both with the security headers", async ({
  request,
}) => {
  const api = await request.get("/api/v1/nothing-here");
  expect(api.status()).toBe(404);
  expect(await api.json()).toMatchObject({ error: { code: "not_found" } });

  const page = await request.get("/signin");
  expect(page.status()).toBe(200);
  expect(page.headers()["content-encoding"]).toBe("gzip");

  for (const { name, headers } of [
    { name: "api", headers: api.headers() },
    { name: "page", headers: page.headers() },
  ]) {
    expect(headers["content-security-policy"], name).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], name).toBe("nosniff");
    expect(headers["referrer-policy"], name).toBe("strict-origin-when-cross-origin");
    expect(headers["x-powered-by"], name).toBeUndefined();
  }
});

test("the server is ready when database, migrations and queue are", async ({ request }) => {
  const ready = await request.get("/api/ready");
  expect(await ready.json()).toEqual({
    ok: true,
    checks: { database: "ok", migrations: "ok", queue: "ok" },
  });
});

test("a page loads without asking any other origin, and without a policy violation", async ({ page }) => {
  const foreign: string[] = [];
  const violations: string[] = [];
  page.on("request", (asked) => {
    const { protocol, host } = new URL(asked.url());
    if (protocol.startsWith("http") && host !== new URL(page.url()).host && page.url() !== "about:blank")
      foreign.push(asked.url());
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  await page.goto("/signin");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(foreign).toEqual([]);
  expect(violations).toEqual([]);
});

import { expect, it } from "vitest";
import { safePath } from "./safe-path";

it.each([
  ["/leads", "/leads"],
  ["/leads?band=hot&q=a%20b#row", "/leads?band=hot&q=a%20b#row"],
  ["/leads/../settings/people", "/settings/people"],
])("keeps %j", (wish, path) => expect(safePath(wish)).toBe(path));

it.each([
  null,
  undefined,
  "",
  "leads",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/./\\evil.example",
  "/.//evil.example",
  "\\\\evil.example",
  "https://evil.example/leads",
  "javascript:alert(1)",
  "/signin?callbackUrl=/leads",
  "/api/auth/signout",
  "/leads\r\nSet-Cookie: a=b",
  `/${"a".repeat(3000)}`,
])("refuses %j", (wish) => expect(safePath(wish)).toBe("/"));

it("does not mistake a page whose name begins alike", () =>
  expect(safePath("/resets-by-month")).toBe("/resets-by-month"));

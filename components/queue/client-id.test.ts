import { expect, it } from "vitest";
import { clientId } from "./client-id";

it("is a UUID, and another each time", () => {
  const ids = Array.from({ length: 500 }, clientId);
  expect(new Set(ids).size).toBe(500);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

import { describe, expect, it } from "vitest";
import { isDatabaseAway } from "./away";

describe("isDatabaseAway", () => {
  it.each([
    [Object.assign(new Error("x"), { code: "ECONNREFUSED" })],
    [Object.assign(new Error("x"), { code: "57P01" })],
    [Object.assign(new Error("x"), { code: "P2028" })],
    [new Error("Connection terminated unexpectedly")],
    [new Error("query failed", { cause: Object.assign(new Error("x"), { code: "08006" }) })],
    [{ message: "raw", meta: { driverAdapterError: { message: "x", cause: { originalCode: "57P03" } } } }],
  ])("knows %o", (error) => expect(isDatabaseAway(error)).toBe(true));

  it.each([
    [new Error("column does not exist")],
    [Object.assign(new Error("x"), { code: "23505" })],
    [null],
    ["text"],
  ])("leaves %o what it is", (error) => expect(isDatabaseAway(error)).toBe(false));

  it("ends for an error that is its own cause", () => {
    const error = new Error("x");
    error.cause = error;
    expect(isDatabaseAway(error)).toBe(false);
  });
});

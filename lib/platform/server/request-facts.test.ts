import { describe, expect, it } from "vitest";
import { clientAddress, noteRequestFacts } from "./request-facts";

describe("clientAddress", () => {
  it.each([
    ["a stranger without a proxy", "203.0.113.9", undefined, "203.0.113.9"],
    ["a stranger who claims to be another", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["our proxy on the same machine", "127.0.0.1", "198.51.100.1", "198.51.100.1"],
    [
      "a client that put something in front of what the proxy adds",
      "10.0.0.4",
      "1.2.3.4, 198.51.100.1",
      "198.51.100.1",
    ],
    ["IPv4 written as IPv6", "::ffff:203.0.113.9", undefined, "203.0.113.9"],
    ["a neighbour without a proxy", "127.0.0.1", undefined, "127.0.0.1"],
    ["nonsense in the header", "127.0.0.1", "evil\r\n", "127.0.0.1"],
    ["nothing known", undefined, undefined, null],
  ])("%s", (_, remote, forwarded, address) => expect(clientAddress(remote, forwarded)).toBe(address));
});

it("overwrites what a client sends under our names and drops the router's own parameter", () => {
  const headers = { "x-firstcall-address": "1.1.1.1", "x-firstcall-path": "/admin" };
  noteRequestFacts(headers, "203.0.113.9", "/leads?band=hot&_rsc=abc");
  expect(headers).toEqual({ "x-firstcall-address": "203.0.113.9", "x-firstcall-path": "/leads?band=hot" });
});

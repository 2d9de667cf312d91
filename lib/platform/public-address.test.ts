import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./public-address";

describe("an address", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2001:4860::8888",
  ])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    ["this machine", "127.0.0.1"],
    ["this machine by another number", "127.8.9.10"],
    ["nothing", "0.0.0.0"],
    ["an office", "10.1.2.3"],
    ["an office", "172.16.0.1"],
    ["an office", "172.31.255.255"],
    ["a home", "192.168.1.1"],
    ["a carrier", "100.64.0.1"],
    ["a cloud's metadata", "169.254.169.254"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["this machine in IPv6", "::1"],
    ["nothing in IPv6", "::"],
    ["IPv4 in IPv6", "::ffff:127.0.0.1"],
    ["IPv4 in IPv6, public too", "::ffff:8.8.8.8"],
    ["translated IPv4", "64:ff9b::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:1::"],
    ["link-local", "fe80::1"],
    ["a local net", "fd00::1"],
    ["multicast", "ff02::1"],
    ["documentation", "2001:db8::1"],
    ["no address", "example.com"],
  ])("of %s (%s) is not", (_, address) => expect(isPublicAddress(address)).toBe(false));
});

import { randomBytes } from "node:crypto";
import { sha256Hex } from "@/lib/platform/hash";
import type { KeyKind } from "./types";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^40 is more than 2^238. */
const LENGTH = 40;
/** The largest multiple of 62 in a byte: what lies above would make the first letters likelier. */
const FAIR = 248;

/** What keys begin with, so that a secret scanner, and a person, knows one. */
export const KEY_PREFIXES: Readonly<Record<KeyKind, string>> = { secret: "fc_", write_key: "fcw_" };

export interface MadeKey {
  /** The whole key. */
  readonly text: string;
  readonly hash: string;
  readonly prefix: string;
  readonly lastFour: string;
}

export function makeKey(kind: KeyKind): MadeKey {
  const letters: string[] = [];
  while (letters.length < LENGTH)
    for (const byte of randomBytes(64))
      if (byte < FAIR && letters.length < LENGTH) letters.push(LETTERS[byte % LETTERS.length]!);
  const start = KEY_PREFIXES[kind];
  const text = `${start}${letters.join("")}`;
  return {
    text,
    hash: sha256Hex(text),
    prefix: text.slice(0, start.length + 4),
    lastFour: text.slice(-4),
  };
}

export const KEY_PATTERN = /^(fc|fcw)_[0-9A-Za-z]{40}$/;
export const shownKey = (prefix: string, lastFour: string): string => `${prefix}…${lastFour}`;

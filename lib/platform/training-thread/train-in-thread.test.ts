import { expect, test } from "vitest";
import { sampleInput } from "../../core/models/testing.ts";
import { trainContenders } from "../../core/training/train.ts";
import { trainInThread } from "./train-in-thread.ts";

const input = sampleInput(600, 9);
const withoutTimes = (json: unknown) =>
  JSON.parse(JSON.stringify(json, (key, value: unknown) => (key === "seconds" ? 0 : value)));

test("a thread trains the same models and finds the same figures, bit for bit", async () => {
  const shares: number[] = [];
  const outcome = await trainInThread(input, { onProgress: ({ share }) => shares.push(share) });
  expect(withoutTimes(outcome)).toEqual(withoutTimes(trainContenders(input)));
  expect(shares.at(-1)).toBe(1);
});

test("the process goes on while it trains, and an abort ends it", async () => {
  const stopping = new AbortController();
  let turns = 0;
  const outcome = trainInThread(sampleInput(6_000, 9), {
    signal: stopping.signal,
    onProgress: () => {
      turns += 1;
      if (turns === 2) stopping.abort();
    },
  });
  expect(await outcome).toEqual({ ok: false, reason: "cancelled" });
});

test("asked to stop before it began, it does nothing", async () => {
  expect(await trainInThread(input, { signal: AbortSignal.abort() })).toEqual({
    ok: false,
    reason: "cancelled",
  });
});

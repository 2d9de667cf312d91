import { lookup } from "node:dns/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type HttpReceiver, httpReceiver } from "@/lib/testing/receivers";
import { forgetEnv } from "./env";
import { OutboundError, postJson } from "./outbound";

vi.mock("node:dns/promises", async (original) => {
  const real = await original<typeof import("node:dns/promises")>();
  return { ...real, lookup: vi.fn(real.lookup) };
});

const before = { ...process.env };
let receiver: HttpReceiver;

function allowPrivate(allowed: "0" | "1") {
  process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS = allowed;
  forgetEnv();
}
const refusal = (address: string, options?: Parameters<typeof postJson>[2]) =>
  postJson(address, { a: 1 }, options).then(
    () => null,
    (error: unknown) =>
      error instanceof OutboundError ? { message: error.message, final: error.final } : error,
  );
const respond = (status: number, headers: Record<string, string> = {}) =>
  receiver.answers.push((response) => response.writeHead(status, headers).end());

beforeAll(async () => {
  receiver = await httpReceiver();
});
afterAll(async () => {
  await receiver.stop();
  process.env = { ...before };
  forgetEnv();
});
beforeEach(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://x",
    NEXTAUTH_SECRET: "long enough to be a secret",
  });
  allowPrivate("1");
  receiver.received.length = 0;
  receiver.answers = [];
});
afterEach(() => vi.mocked(lookup).mockClear());

describe("an address that somebody typed", () => {
  beforeEach(() => allowPrivate("0"));

  it.each([
    "https://127.0.0.1/hook",
    "https://10.0.0.7/hook",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/hook",
    "https://0x7f.1/hook",
    "https://[::1]/hook",
    "https://[::ffff:127.0.0.1]/hook",
    "https://localhost/hook",
  ])("must not be private: %s", async (address) => {
    expect(await refusal(address)).toEqual({
      message: "this address lies in a private network",
      final: true,
    });
  });

  it("is refused where one of several addresses of its name is private", async () => {
    vi.mocked(lookup).mockImplementationOnce((async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "192.168.0.5", family: 4 },
    ]) as never);
    expect(await refusal("https://hooks.example/a")).toMatchObject({ final: true, message: /private/ });
  });

  it("must be https, no password, and an address at all", async () => {
    expect(await refusal("http://hooks.example/a")).toMatchObject({ final: true, message: /https/ });
    expect(await refusal("https://me:secret@hooks.example/a")).toMatchObject({ final: true });
    expect(await refusal("file:///etc/passwd")).toMatchObject({ final: true });
    expect(await refusal("nonsense")).toMatchObject({ final: true });
    expect(receiver.received).toEqual([]);
  });
});

describe("a message", () => {
  it("arrives as JSON, with its headers", async () => {
    const sent = await postJson(`${receiver.url}/hook`, { text: "Å" }, { headers: { "webhook-id": "7" } });
    expect(sent).toEqual({ status: 200, answer: "ok", retryAfterSeconds: null });
    expect(receiver.received).toMatchObject([
      { path: "/hook", body: { text: "Å" }, headers: { "webhook-id": "7", "user-agent": "Firstcall" } },
    ]);
  });

  it("goes to the address that was looked at, whatever DNS says a moment later", async () => {
    vi.mocked(lookup).mockImplementationOnce((async () => [{ address: "127.0.0.1", family: 4 }]) as never);
    const address = receiver.url.replace("127.0.0.1", "hooks.firstcall.invalid");
    await postJson(address, {});
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers.host).toMatch(/^hooks\.firstcall\.invalid:/);
    expect(vi.mocked(lookup)).toHaveBeenCalledOnce();
  });

  it("does not follow a redirect, and is not sent again", async () => {
    respond(302, { location: `${receiver.url}/elsewhere` });
    expect(await refusal(receiver.url)).toEqual({
      message: "answered 302: redirects are not followed",
      final: true,
    });
    expect(receiver.received).toHaveLength(1);
  });

  it.each([
    [500, false],
    [503, false],
    [429, false],
    [404, true],
    [410, true],
  ])("answered with %s: final %s", async (status, final) => {
    respond(status);
    expect(await refusal(receiver.url)).toEqual({ message: `answered ${status}`, final });
  });

  it("gives up on a receiver that does not answer", async () => {
    receiver.answers.push(() => {});
    expect(await refusal(receiver.url, { timeoutMs: 150 })).toEqual({
      message: "no answer within 0.15 s",
      final: false,
    });
  });

  it("reads no endless answer", async () => {
    receiver.answers.push((response) => {
      const more = () => {
        if (response.destroyed) return;
        response.write("x".repeat(16_384));
        setImmediate(more);
      };
      more();
    });
    const { answer } = await postJson(receiver.url, {});
    expect(answer.length).toBeLessThanOrEqual(64 * 1024);
  });

  it("may find nobody there", async () => {
    expect(await refusal("http://127.0.0.1:1/")).toMatchObject({
      final: false,
      message: /could not be reached/,
    });
  });
});

describe("an answer that is none of success", () => {
  it("comes along with its beginning and the patience it asks for", async () => {
    receiver.answers.push((response) => response.writeHead(429, { "retry-after": "17" }).end("slow down"));
    const error = await postJson(`${receiver.url}/hook`, {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      final: false,
      answered: { status: 429, answer: "slow down", retryAfterSeconds: 17 },
    });
    receiver.answers.push((response) => response.writeHead(503, { "retry-after": "Wed, 21 Oct" }).end());
    const other = await postJson(`${receiver.url}/hook`, {}).catch((thrown: unknown) => thrown);
    expect(other).toMatchObject({ answered: { status: 503, retryAfterSeconds: null } });
  });
});

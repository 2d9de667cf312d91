import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { lastFourOf, makeSecret, signedHeaders } from "./signing";

describe("a signature", () => {
  // The test vector of the standardwebhooks libraries (github.com/standard-webhooks/standard-webhooks).
  it("is the one that the libraries of Standard Webhooks publish", () => {
    const headers = signedHeaders(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
      new Date(1_614_265_330_000),
    );
    expect(headers).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("is there once for each secret, newest first, over UTF-8", () => {
    const secrets = [makeSecret(), makeSecret()];
    const body = '{"name":"Åse – 北"}';
    const [first, second, ...more] = signedHeaders("m", body, secrets, new Date(1_000_999))[
      "webhook-signature"
    ].split(" ");
    const expected = secrets.map(
      (secret) =>
        `v1,${createHmac("sha256", Buffer.from(secret.replace("whsec_", ""), "base64"))
          .update(`m.1000.${body}`)
          .digest("base64")}`,
    );
    expect([first, second]).toEqual(expected);
    expect(more).toEqual([]);
    expect(first).not.toBe(second);
  });
});

describe("a secret", () => {
  it("carries 32 bytes in the form that libraries take, another each time", () => {
    const secret = makeSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
    expect(makeSecret()).not.toBe(secret);
    expect(secret.endsWith(`${lastFourOf(secret)}=`)).toBe(true);
  });
});

"use client";
import { EVENT_WORDS, type WebhooksPage } from "@/lib/modules/webhooks/types";
import { CopyButton } from "../../ui/copy-text";
import { Disclosure } from "../../ui/disclosure";
import { Code } from "../tracker/code";

const HEADERS = `webhook-id: 01a1f8e0-5a30-7c44-9d2e-3f6b0c8a7715
webhook-timestamp: 1795251600
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=`;

const CHECK = `import { Webhook } from "standardwebhooks";

const event = new Webhook(SECRET)
  .verify(rawBody, request.headers);`;

/** The contract of a message, opened one by one: signature, order, examples of every kind. */
export function HowSigned({ examples }: { examples: WebhooksPage["examples"] }) {
  return (
    <div className="mt-3 divide-y divide-line border-y border-line">
      <Disclosure title="How it is signed, and checked">
        <Code label="Headers" text={HEADERS} />
        <p>
          The signature is the base64 HMAC-SHA256 of <code className="font-mono">id.timestamp.body</code>{" "}
          under the secret without its <code className="font-mono">whsec_</code>, decoded from base64. While a
          secret is replaced there are two, with a space between. Check it over the body as it came, and
          refuse what is older than five minutes. Libraries of Standard Webhooks do all of that:
        </p>
        <Code label="Check" text={CHECK} action={<CopyButton text={CHECK} />} />
      </Disclosure>
      <Disclosure title="What a receiver answers, and what follows">
        <ul className="list-disc space-y-1 pl-4">
          <li>Any 2xx within ten seconds: it arrived. The body of the answer is kept for this page.</li>
          <li>
            Anything else is tried again after 10 seconds, 1, 5 and 30 minutes, 2, 5, 10 and 10 hours;
            Retry-After is heeded up to an hour. After five failures in a row the receiver gets a rest of up
            to half an hour.
          </li>
          <li>
            410 switches the webhook off; so do five days in which nothing arrives. Admins and RevOps are
            told.
          </li>
          <li>
            A message may arrive twice, with the same webhook-id. Order is not promised: go by{" "}
            <code className="font-mono">timestamp</code>.
          </li>
        </ul>
      </Disclosure>
      <Disclosure title="One by one, or in bulk">
        <p>
          What a lead does, and what people do to it, is told one by one. When a new version, an import or the
          daily refresh moves leads by the thousand, they come in messages of up to 200, as{" "}
          <code className="font-mono">leads.band_changed</code>, for those who ask for it.
        </p>
      </Disclosure>
      {examples.map(({ type, body }) => (
        <Disclosure key={type} title={`${EVENT_WORDS[type].label}: ${type}`}>
          <p>{EVENT_WORDS[type].when}</p>
          <Code label={`Example of ${type}`} text={body} action={<CopyButton text={body} />} />
        </Disclosure>
      ))}
    </div>
  );
}

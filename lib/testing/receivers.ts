import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface ReceivedPost {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
  /** As it came, for signatures. */
  readonly text: string;
}

export interface HttpReceiver {
  readonly url: string;
  readonly received: ReceivedPost[];
  /** What the next requests are answered with, in order; 200 "ok" afterwards. */
  answers: ((response: http.ServerResponse) => void)[];
  stop(): Promise<void>;
}

/** An HTTP server on this machine that writes down what it is sent. */
export async function httpReceiver(): Promise<HttpReceiver> {
  const received: ReceivedPost[] = [];
  const server = http.createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    received.push({
      path: request.url ?? "",
      headers: request.headers,
      body: text === "" ? null : JSON.parse(text),
      text,
    });
    const answer = receiver.answers.shift() ?? ((reply) => reply.end("ok"));
    answer(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: HttpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers: [],
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}

export interface MailReceiver {
  readonly url: string;
  /** Whole messages as they came over the wire, each with its envelope. */
  readonly received: { readonly to: readonly string[]; readonly source: string }[];
  /** Answers for the next messages; accepted afterwards. */
  refusals: { readonly code: number; readonly message: string }[];
  stop(): Promise<void>;
}

/** An SMTP server on this machine that keeps what it is sent. */
export async function mailReceiver(): Promise<MailReceiver> {
  const received: { to: string[]; source: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      let source = "";
      stream.on("data", (part: Buffer) => {
        source += part.toString("utf8");
      });
      stream.once("end", () => {
        const refusal = receiver.refusals.shift();
        if (refusal) return done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
        done();
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const receiver: MailReceiver = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    refusals: [],
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return receiver;
}

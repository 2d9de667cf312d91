import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { createApi, isApiPath } from "@/lib/api/app";
import { env } from "../env";
import { log } from "../log";
import { startMetrics } from "../metrics";
import { API_HEADERS, securityHeaders } from "./headers";
import { noteRequestFacts } from "./request-facts";

export interface WebServerOptions {
  /** The checkout: where app/ and .next/ are. */
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly dev: boolean;
}

export interface WebServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * The one HTTP server: the API app answers its paths itself, ten times faster than through Next; everything else is
 * Next's. Resolves once it listens.
 */
export async function startWebServer({ root, host, port, dev }: WebServerOptions): Promise<WebServer> {
  const nextApp = next({ dev, dir: root, hostname: host, port, ...(dev ? { turbopack: true } : {}) });
  if (env().FIRSTCALL_OPERATIONS_SECRET !== undefined) await startMetrics();
  const api = getRequestListener(createApi().fetch);
  await (dev ? nextApp.prepare() : withoutChatter(() => nextApp.prepare()));
  const pages = nextApp.getRequestHandler();
  const upgrade = nextApp.getUpgradeHandler();
  const headers = securityHeaders(dev);

  const server = createServer((request, response) => {
    logWhenDone(request, response);
    const isApi = isApiPath(request.url ?? "/");
    for (const [name, value] of isApi ? API_HEADERS : headers) response.setHeader(name, value);
    noteRequestFacts(request.headers, request.socket.remoteAddress, request.url ?? "/");
    const handled = isApi ? api(request, response) : pages(request, response);
    Promise.resolve(handled).catch((error: unknown) => failPlainly(error, request, response));
  });
  server.keepAliveTimeout = 65_000;
  // A file to be scored may come for longer than the five minutes that Node gives a request.
  server.requestTimeout = 60 * 60_000;
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    upgrade(request, socket, head).catch(() => socket.destroy());
  });
  const bound = await listen(server, host, port);
  return {
    port: bound,
    stop: async () => {
      // The server does not count these as its own any more, and would wait for them.
      for (const socket of upgraded) socket.destroy();
      await close(server);
      await nextApp.close();
    },
  };
}

/** Next tells how long its configuration took, in the middle of the line that says what we are doing. */
async function withoutChatter(work: () => Promise<void>): Promise<void> {
  const { log: chatter } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = chatter;
  }
}

/** One line a request, without its query, which may hold what a person searched for. Files and probes are left out. */
function logWhenDone(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (/^\/(_next\/|api\/(health|ready|metrics)$)|\.(js|css|svg|png|ico|woff2)$/.test(path)) return;
  const started = performance.now();
  response.once("close", () => {
    log.info("request", {
      method: request.method,
      path,
      status: response.writableFinished ? response.statusCode : "cut off",
      ms: Math.round(performance.now() - started),
    });
  });
}

function failPlainly(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  log.error("request failed", error, { path: request.url ?? "" });
  if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
  response.end("Something went wrong on our side.");
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken. Choose another: PORT=${port + 1} npm start`;
      reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Lets running requests end for three seconds, then closes what is left. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 3_000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

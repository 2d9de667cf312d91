/**
 * The load, in a process of its own: keep-alive connections, each sending its next request when the answer to the one
 * before is whole. One JSON request on standard input, one JSON answer on standard output. No package, and as little
 * work a request as can be: what it takes is taken from whoever is measured.
 */
import { connect } from "node:net";

const CRLF2 = Buffer.from("\r\n\r\n");

async function readStandardInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function requestBytes({ path, headers, port }, body) {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\ncontent-length: ${length}\r\n\r\n${body}`,
  );
}

/** Status and whole length of the answer that begins the buffer; null while its head is not there. */
function headOf(buffer) {
  const end = buffer.indexOf(CRLF2);
  if (end < 0) return null;
  const head = buffer.latin1Slice(0, end).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head);
  if (!length) throw new Error(`an answer without a length: ${head.slice(0, 200)}`);
  return { status: Number(head.slice(9, 12)), bytes: end + 4 + Number(length[1]) };
}

function drive(plan, requests, until, latencies, tally) {
  return new Promise((resolve, reject) => {
    const socket = connect(plan.port, "127.0.0.1");
    socket.setNoDelay(true);
    let next = tally.connections++ * 37;
    let sentAt = 0;
    let held = null;
    const send = () => {
      sentAt = performance.now();
      socket.write(requests[next++ % requests.length]);
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("close", () => resolve());
    socket.on("data", (chunk) => {
      held = held === null ? chunk : Buffer.concat([held, chunk]);
      const head = headOf(held);
      if (head === null || held.length < head.bytes) return;
      const now = performance.now();
      if (head.status !== 200) {
        reject(new Error(`answered ${head.status}: ${held.toString("utf8").slice(0, 400)}`));
        socket.destroy();
        return;
      }
      held = null;
      if (latencies.length < latencies.most) latencies.push(now - sentAt);
      if (now < until) send();
      else socket.end();
    });
  });
}

async function phase(plan, requests, seconds) {
  const latencies = [];
  latencies.most = 2_000_000;
  const startedAt = performance.now();
  const tally = { connections: 0 };
  const until = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: plan.connections }, () => drive(plan, requests, until, latencies, tally)),
  );
  const elapsed = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share) =>
    latencies[Math.min(latencies.length - 1, Math.ceil(share * latencies.length) - 1)] ?? 0;
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), requests: latencies.length };
}

const plan = await readStandardInput();
const requests = plan.bodies.map((body) => requestBytes(plan, body));
if (plan.warmSeconds > 0) await phase(plan, requests, plan.warmSeconds);
console.log(JSON.stringify(await phase(plan, requests, plan.seconds)));

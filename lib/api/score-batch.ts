import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { openPartLog } from "@/lib/modules/predictions/batches";
import { liveScorer } from "@/lib/modules/scoring/live-scorer";
import { byteStream } from "@/lib/platform/byte-stream";
import { now } from "@/lib/platform/clock";
import { type SpoolOptions, spooled } from "@/lib/platform/spool";
import { headerOf, incomingOf } from "./answer";
import { scoreCsv } from "./batch/score-csv";
import { ApiError } from "./errors";
import { type ApiKit, operation } from "./operation";
import type { ApiEnv } from "./types";

export const EXAMPLE = `lead_id,pricing_views_30d,demo_requests_90d,decision_maker,seniority
L-1,4,1,true,vp
L-2,0,0,false,manager
`;
/** What the rules that a workspace begins with say of it. */
export const ANSWER_EXAMPLE = `lead_id,pricing_views_30d,demo_requests_90d,decision_maker,seniority,score,probability,band,action,reason_1,reason_2,reason_3,risk_1,risk_2,scorer_version,error
L-1,4,1,true,vp,46,,Warm,follow up within 24 hours,Requested a demo,Viewed pricing 4 times in 30 days,VP,,,Rules v1,
L-2,0,0,false,manager,4,,Suppress,remove from the active pipeline,Manager,,,,,Rules v1,
`;

/** A client that does not read is one that sends all of its file first: what it sends waits on the disk, up to so much. */
const SPOOL: SpoolOptions = { afterMs: 250, mostBytes: 256 * 1024 * 1024 };

const ABOUT = `Scores a file of any length, a lead a row: CSV in, the same CSV out, in the same order, with columns behind
those that came: \`score\`, \`probability\` (empty where rules score), \`band\`, \`action\`, \`reason_1\` to \`reason_3\`,
\`risk_1\` and \`risk_2\`, \`scorer_version\` and \`error\`.

The first line names the columns. Columns named as signals of the scorer in use are read as \`signals\` of POST /score:
an empty cell is a value that is not known; true and false may be written yes and no or 1 and 0. A file without signals
is read as \`lead\` of POST /score, by the columns email, company and job_title, which it needs, and first_name,
last_name, phone, country, city, industry, employees, website, source, campaign and created_at. In a file with signals
these, like all others, are carried through as they are.

A row that cannot be scored says why in \`error\` and never stops the file; its other answers stay empty. Cells are
divided by commas, semicolons or tabs, and may be quoted; blank lines are left out. The file is UTF-8; numbers have a
point for their decimals. A line may have 256 kB and the header 1,000 columns. All rows are scored by one version, as of
the moment the request came.

The answer begins while the file is still being sent; \`curl -X POST -T leads.csv -o scored.csv\` reads it at the same
time, which is fastest. Whoever sends all before reading anything can send files of up to 256 MB so. Once the answer has begun its status stands: a connection that breaks off is the sign that something went
wrong, and the file is to be sent again.

A file counts as one request against the key's limit. What was answered is logged part by part before it goes out: who
asked, when, the version, which rows, and the sha256 of the file up to there.`;

/** POST /score/batch */
export function scoreBatchRoutes(kit: ApiKit): void {
  const logPart = openPartLog();
  operation(
    kit,
    {
      ...{ method: "post", path: "/api/v1/score/batch", id: "scoreBatch", tag: "Scoring", scope: "score" },
      summary: "Score a CSV file",
      description: ABOUT,
      rawBody: { type: "text/csv", example: EXAMPLE },
      answers: {
        status: 200,
        description: "The file, with the scores.",
        type: "text/csv",
        schema: z.string(),
        example: ANSWER_EXAMPLE,
      },
    },
    async (context) => {
      const caller = context.get("caller");
      const source = csvBody(context);
      const received = now();
      const live = await liveScorer(caller.tenantId);
      const { id: scorerId, version: scorerVersion, hash: scorerHash } = live.active;
      const requestId = context.get("requestId");
      const moment = received.getTime();
      const { bytes } = await scoreCsv(source, {
        ...{ live, moment, timeZone: caller.timeZone },
        log: (part) =>
          logPart({
            ...{ tenantId: caller.tenantId, keyId: caller.keyId, requestId, createdAt: now() },
            ...{ scorerId, scorerVersion, scorerHash, moment },
            ...part,
          }),
      });
      return context.body(byteStream(bytes), 200, { "content-type": "text/csv; charset=utf-8" });
    },
  );
}

/** @throws ApiError 415 for another content type or a packed body */
function csvBody(context: Context<ApiEnv>): AsyncIterable<Uint8Array> {
  const type = headerOf(context, "content-type");
  if (!type || !/^(text|application)\/csv\s*(;|$)/i.test(type))
    throw new ApiError(415, "Send CSV, with the header content-type: text/csv.");
  if (/charset\s*=\s*"?(?!utf-?8|us-ascii)/i.test(type))
    throw new ApiError(415, "Send the file as UTF-8: content-type: text/csv; charset=utf-8.");
  const encoding = headerOf(context, "content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity")
    throw new ApiError(415, "Send the body unpacked, without content-encoding.");
  return spooled(incomingOf(context) ?? bodyOf(context.req.raw), SPOOL);
}

async function* bodyOf({ body }: Request): AsyncGenerator<Uint8Array, void, void> {
  if (body) yield* body;
}

import { signalsAsOf } from "@/lib/core/signals/as-of";
import { withStated } from "@/lib/core/signals/stated";
import { hashedEmail, inputsText } from "@/lib/modules/predictions/log";
import { liveScorer } from "@/lib/modules/scoring/live-scorer";
import { now } from "@/lib/platform/clock";
import { answerText } from "./answer";
import { admit } from "./authenticated";
import { invalid } from "./errors";
import { type ApiKit, operation } from "./operation";
import { scoreAnswerSchema, scoreText } from "./score-answer";
import { historyOf, problemsOf, scoreRequestSchema } from "./score-request";
import { readSignals } from "./signals";

const EXAMPLE = {
  lead: {
    email: "nora.keane@corvane.example",
    company: "Corvane Logistics",
    job_title: "VP Operations",
    employees: 640,
  },
  events: [
    {
      type: "page_view",
      occurred_at: "2026-11-19T14:03:00Z",
      properties: { page: "pricing", path: "/pricing" },
    },
    { type: "demo_requested", occurred_at: "2026-11-20T09:12:00Z" },
  ],
};

const ABOUT = `Scores one lead by the scorer in use, and stores nothing but the prediction.

Send what is known of the lead and what it did; signals are measured from that exactly as for the leads that Firstcall
keeps. Or send \`signals\`, by their keys, where another system measures them; what is stated so stands beside whatever
is measured. A new version of the scorer answers within two seconds of its publication.`;

/** POST /score */
export function scoreRoutes(kit: ApiKit): void {
  operation(
    kit,
    {
      ...{ method: "post", path: "/api/v1/score", id: "scoreLead", tag: "Scoring", scope: "score" },
      counted: "with_answer",
      summary: "Score one lead",
      description: ABOUT,
      body: scoreRequestSchema,
      bodyExample: EXAMPLE,
      answers: { status: 200, description: "The score, and what it is made of.", schema: scoreAnswerSchema },
    },
    async (context, { body }) => {
      const startedAt = performance.now();
      const caller = context.get("caller");
      const received = now();
      const live = await liveScorer(caller.tenantId);
      const issues = problemsOf(body, received);
      const stated = body.signals ? readSignals(live, body.signals, issues) : null;
      if (issues.length > 0) throw invalid(issues);

      const moment = body.as_of ? Date.parse(body.as_of) : received.getTime();
      const { compiled, definitions } = live.active;
      const history = body.lead || body.events ? historyOf(body) : null;
      const measured = history ? signalsAsOf(compiled, history, moment) : live.unknownLead(moment);
      const signals = stated ? withStated(compiled, measured, stated, history?.createdAt) : measured;
      const result = await live.score(signals);

      const requestId = context.get("requestId");
      const email = body.lead?.email?.trim();
      const spending = await kit.ledger(caller, {
        ...{
          tenantId: caller.tenantId,
          id: requestId,
          createdAt: received,
          keyId: caller.keyId,
          source: "score",
        },
        ...{ scorerId: live.active.id, scorerVersion: live.active.version, scorerHash: live.active.hash },
        emailHash: email ? hashedEmail(caller.tenantId, email) : null,
        ...{ total: result.total, unrounded: result.unrounded, margin: result.margin },
        ...{ probability: result.probability, band: result.bandId },
        moment,
        inputs: inputsText(signals.vector, definitions),
        latencyUs: Math.round((performance.now() - startedAt) * 1_000),
      });
      kit.gate.note(caller, spending);
      admit(context, spending);
      return answerText(context, scoreText(live, result, moment, caller.timeZone, requestId));
    },
  );
}

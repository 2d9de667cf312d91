import { z } from "@hono/zod-openapi";
import { getApiLead } from "@/lib/modules/leads/data-api";
import { inputsText } from "@/lib/modules/predictions/log";
import { liveScorer } from "@/lib/modules/scoring/live-scorer";
import { scoreAsOf, topReasons } from "@/lib/modules/scoring/score-lead";
import { loadVisitorHistory } from "@/lib/modules/scoring/visitor-history";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { ApiError } from "./errors";
import { isStorable, leadScoreAnswer, leadScoreSchema } from "./leads";
import { type ApiKit, operation } from "./operation";
import { bandAnswer, scorerAnswer, wordedReasons } from "./score-answer";

const byVisitor = z.object({
  visitor_id: z.string().max(200).refine(isStorable, { error: "is not a visitor's id" }).openapi({
    description: "The anonymous browser id that the tracker made, or your own.",
    example: "v_8f2c41d7",
  }),
});

const ABOUT = `For a browser that somebody was recognised by, the score of that lead. For an anonymous one, what it did
is scored by itself, as if it were a lead of whom nothing else is known.`;

/** GET /visitors/{visitor_id}/score */
export function visitorRoutes(kit: ApiKit): void {
  operation(
    kit,
    {
      ...{
        method: "get",
        path: "/api/v1/visitors/{visitor_id}/score",
        id: "getVisitorScore",
        tag: "Scoring",
      },
      ...{
        scope: "score",
        params: byVisitor,
        description: ABOUT,
        summary: "A visitor's score, known or anonymous",
      },
      answers: { status: 200, description: "The score.", schema: leadScoreSchema },
      errors: [404],
    },
    async (context, { params }) => {
      const startedAt = performance.now();
      const { tenantId, keyId, timeZone } = context.get("caller");
      const live = await liveScorer(tenantId);
      const { visitor, lead } = await withTenant(tenantId, async (tx) => {
        const found = await loadVisitorHistory(tx, tenantId, params.visitor_id);
        return { visitor: found, lead: found?.leadId ? await getApiLead(tx, tenantId, found.leadId) : null };
      });
      if (!visitor) throw new ApiError(404, "No browser with this id was seen in this workspace.");
      const requestId = context.get("requestId");
      if (lead) return context.json(leadScoreAnswer(live, lead, timeZone, requestId));

      const { active } = live;
      const scoredAt = now();
      const moment = scoredAt.getTime();
      const { result, signals } = scoreAsOf(active, visitor.history, moment);
      await kit.logPrediction({
        ...{
          tenantId,
          id: requestId,
          createdAt: scoredAt,
          keyId,
          source: "visitor",
          emailHash: null,
          moment,
        },
        ...{ scorerId: active.id, scorerVersion: active.version, scorerHash: active.hash },
        ...{ total: result.total, unrounded: result.unrounded, margin: result.margin },
        ...{ probability: result.probability, band: result.bandId },
        inputs: inputsText(signals.vector, active.definitions),
        latencyUs: Math.round((performance.now() - startedAt) * 1_000),
      });
      const top = topReasons(result);
      const words = { now: moment, timeZone };
      return context.json({
        lead_id: null,
        ...{ score: result.total, probability: result.probability, ...bandAnswer(live, result.bandId) },
        reasons: wordedReasons(top.reasons, words),
        risks: wordedReasons(top.risks, words),
        fit_score: Math.round(result.fitScore),
        intent_score: Math.round(result.intentScore),
        ...{ effective_score: result.total, effective_band: result.bandId, is_overridden: false },
        scorer: scorerAnswer(active.scorer.ref),
        scored_at: scoredAt.toISOString(),
        request_id: requestId,
      });
    },
  );
}

import type { verifyScoreAction } from "@/lib/modules/leads/actions-score";
import { scoreVerifiedSentence, unverifiableSentence } from "@/lib/present/versions-words";

export interface Answer {
  readonly text: string;
  readonly bad: boolean;
}

type Verification = Extract<Awaited<ReturnType<typeof verifyScoreAction>>, { ok: true }>["verification"];

/** What verifying one score found, in words. */
export function verifiedAnswer(found: Verification): Answer {
  return found.ok
    ? { text: scoreVerifiedSentence(found), bad: !found.equal }
    : { text: unverifiableSentence(found.reason), bad: true };
}

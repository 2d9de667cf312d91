import { messageAction } from "@/lib/modules/webhooks/actions";
import type { MessageState } from "@/lib/modules/webhooks/types";

const PAUSE_MS = 700;
const MOST_ASKED = 20;

/** Asks until a message has arrived, was given up, or has been tried in vain for the first time. */
export async function followMessage(first: MessageState): Promise<MessageState> {
  let state = first;
  for (let asked = 0; asked < MOST_ASKED && state.state === "Waiting"; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const answer = await messageAction({ id: state.id });
    if (!answer.ok) return state;
    state = answer.message;
  }
  return state;
}

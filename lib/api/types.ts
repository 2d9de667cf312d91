import type { Caller } from "@/lib/modules/keys/gate";

/** What every handler of the API finds in its context; `caller` where the operation asks for a key. */
export type ApiEnv = {
  Variables: {
    requestId: string;
    caller: Caller;
    /** The key's limit, as answers tell it. */
    limitPolicy: string | undefined;
    /** Against the key's limit. */
    isCounted: boolean | undefined;
    /** The answer carries its headers already. */
    isHeaded: boolean | undefined;
  };
};

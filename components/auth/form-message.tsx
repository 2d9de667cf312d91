import { CircleAlert } from "lucide-react";
import type { FormState } from "@/lib/modules/users/types";

/** The line between fields and button. It keeps its place while there is nothing to say, so that nothing jumps. */
export function FormMessage({ id, state, only }: { id: string; state: FormState; only?: "unplaced" }) {
  const shown = state?.ok === false && (only === undefined || !state.field) ? state.message : null;
  return (
    <div id={id} role="alert" className="flex min-h-9 items-center gap-2 py-2 text-13 text-danger">
      {shown ? (
        <>
          <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
          <span>{shown}</span>
        </>
      ) : null}
    </div>
  );
}

/** The message for one field, where the refusal is about it. */
export function fieldError(state: FormState, field: string): string | undefined {
  return state?.ok === false && state.field === field ? state.message : undefined;
}

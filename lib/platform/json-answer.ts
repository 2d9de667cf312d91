/** The HTTP status of a refusal: not signed in, not allowed, else not there. */
export const refusalStatus = (code: string): 401 | 403 | 404 =>
  code === "signed_out" ? 401 : code === "forbidden" ? 403 : 404;

/** What a loader for routes says, as a response: its data, or its message with the status that fits. */
export function jsonAnswer(
  answer:
    | { readonly ok: true; readonly data: unknown }
    | { readonly ok: false; readonly code: string; readonly message: string },
): Response {
  const status = answer.ok ? 200 : refusalStatus(answer.code);
  return Response.json(answer.ok ? answer.data : answer, {
    status,
    headers: { "cache-control": "no-store" },
  });
}

/** What a loader for routes says, as a response: its data, or its message with the status that fits. */
export function jsonAnswer(
  answer:
    | { readonly ok: true; readonly data: unknown }
    | { readonly ok: false; readonly code: string; readonly message: string },
): Response {
  const status = answer.ok
    ? 200
    : answer.code === "signed_out"
      ? 401
      : answer.code === "forbidden"
        ? 403
        : 404;
  return Response.json(answer.ok ? answer.data : answer, {
    status,
    headers: { "cache-control": "no-store" },
  });
}

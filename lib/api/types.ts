/** What every handler of the API finds in its context. */
export type ApiEnv = { Variables: { requestId: string } };

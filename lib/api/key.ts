import { z } from "@hono/zod-openapi";
import { SCOPES } from "@/lib/modules/keys/types";
import { type ApiKit, operation } from "./operation";

const keySchema = z
  .object({
    name: z.string().openapi({ example: "CRM sync" }),
    scopes: z.array(z.enum(SCOPES)),
    limit_per_minute: z.number().int().openapi({ example: 6000 }),
  })
  .strict()
  .openapi("Key");

/** GET /key: what the key that asks may do; the first call of whoever connects something. */
export function keyRoutes(kit: ApiKit): void {
  operation(
    kit,
    {
      ...{ method: "get", path: "/api/v1/key", id: "getKey", tag: "Key", scope: "any" },
      summary: "What this key may do",
      answers: { status: 200, description: "The key that was sent.", schema: keySchema },
    },
    (context) => {
      const { keyName, scopes, limitPerMinute } = context.get("caller");
      return context.json({ name: keyName, scopes: [...scopes], limit_per_minute: limitPerMinute });
    },
  );
}

import { openWorkspaceExport } from "@/lib/modules/workspace-data/loaders-export";
import { memberForAction } from "@/lib/platform/auth/member";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** The whole workspace as an archive of CSV files, made while it is sent. */
export async function GET(): Promise<Response> {
  const asked = await memberForAction("data.manage");
  if (!asked.ok)
    return new Response(`${asked.message}\n`, {
      status: refusalStatus(asked.code),
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const { fileName, body } = await openWorkspaceExport(asked.member);
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}

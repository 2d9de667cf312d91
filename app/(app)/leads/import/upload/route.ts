import { receiveUpload } from "@/lib/modules/imports/actions-upload";

export const dynamic = "force-dynamic";
export const maxDuration = 600;

const STATUS: Readonly<Record<string, number>> = { signed_out: 401, forbidden: 403, too_large: 413 };

/** Takes a file as the request's body; its name comes in a header, because a form would be held in memory. */
export async function POST(request: Request): Promise<Response> {
  // A form of another site cannot set this header, and a script of another site may not send it.
  const name = request.headers.get("x-file-name");
  if (name === null)
    return Response.json(
      { ok: false, code: "invalid", message: "The file's name is missing." },
      { status: 400 },
    );
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  const answer = await receiveUpload(request.body, {
    fileName: nameOf(name),
    length: Number.isFinite(length) ? length : null,
  });
  return Response.json(answer, { status: answer.ok ? 200 : (STATUS[answer.code] ?? 422) });
}

function nameOf(header: string): string {
  try {
    return (
      decodeURIComponent(header)
        .replace(/[\p{Cc}\p{Cf}/\\]/gu, "")
        .slice(0, 200) || "upload.csv"
    );
  } catch {
    return "upload.csv";
  }
}

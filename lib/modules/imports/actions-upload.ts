import { DAY_MS } from "@/lib/core/signals/types";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { CsvError } from "@/lib/platform/csv/read";
import { withTenant } from "@/lib/platform/db/client";
import { mayProposeRules, readChunks } from "./data";
import { addChunk, createImport, dropImport, dropStaleUploads, finishUpload, type Scope } from "./mutations";
import { prepareImport } from "./prepare";
import { MAX_UPLOAD_BYTES, type UploadAnswer } from "./types-upload";

const CHUNK_BYTES = 1024 * 1024;
const STALE_DAYS = 7;
const TOO_LARGE = "This file is larger than 500 MB. Import it with the command line, or in parts.";
const refused = (code: string, message: string): UploadAnswer => ({ ok: false, code, message });

/**
 * Takes a file in as it arrives, a megabyte at a time: neither memory nor a temporary file grows with it. The upload
 * that breaks off, or is no table, leaves nothing behind.
 */
export async function receiveUpload(
  body: ReadableStream<Uint8Array> | null,
  { fileName, length }: { readonly fileName: string; readonly length: number | null },
): Promise<UploadAnswer> {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  if (!body) return refused("empty", "No file arrived. Choose it again.");
  if (length !== null && length > MAX_UPLOAD_BYTES) return refused("too_large", TOO_LARGE);
  const { tenantId, userId, timeZone } = asked.member;
  await dropStaleUploads(tenantId, new Date(now().getTime() - STALE_DAYS * DAY_MS));
  const scope = await createImport(
    { tenantId, kind: "leads", fileName, byteSize: 0, status: "uploading", createdBy: userId },
    now(),
  );
  try {
    const { byteSize, lines } = await storeChunks(scope, body);
    if (byteSize === null) {
      await dropImport(scope);
      return refused("too_large", TOO_LARGE);
    }
    const source = readChunks(tenantId, scope.importId);
    const { profile, plan } = await prepareImport(source, {
      byteSize,
      timeZone,
      ...(lines === null ? {} : { lines }),
    });
    const starterRules = await withTenant(tenantId, (tx) => mayProposeRules(tx, tenantId));
    await finishUpload(scope, { byteSize, kind: plan.kind, profile, plan: { ...plan, starterRules } });
    return { ok: true, importId: scope.importId };
  } catch (error) {
    await dropImport(scope);
    if (error instanceof CsvError) return refused("unreadable", error.message);
    throw error;
  }
}

async function storeChunks(scope: Scope, body: ReadableStream<Uint8Array>) {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let byteSize = 0;
  let seq = 0;
  let lines = 0;
  let isGzip = false;
  const flush = async () => {
    if (waitingBytes === 0) return;
    await addChunk(scope, seq, Buffer.concat(waiting));
    seq += 1;
    waiting = [];
    waitingBytes = 0;
  };
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (byteSize === 0) isGzip = value[0] === 0x1f && value[1] === 0x8b;
    byteSize += value.length;
    if (byteSize > MAX_UPLOAD_BYTES) {
      await reader.cancel();
      return { byteSize: null, lines: null };
    }
    for (let at = value.indexOf(10); at !== -1; at = value.indexOf(10, at + 1)) lines += 1;
    waiting.push(value);
    waitingBytes += value.length;
    if (waitingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  return { byteSize, lines: isGzip || lines === 0 ? null : lines };
}

import type { UploadAnswer } from "@/lib/modules/imports/types-upload";

const BROKEN = "The file did not arrive. Check your connection and try again; nothing was saved.";

/** Sends a file as it is; XMLHttpRequest, because fetch does not say how far an upload is. */
export function sendFile(
  file: File,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<UploadAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const fail = (code: string, message: string) => resolve({ ok: false, code, message });
    request.open("POST", "/leads/import/upload");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      try {
        resolve(JSON.parse(request.responseText) as UploadAnswer);
      } catch {
        fail("broken", BROKEN);
      }
    });
    request.addEventListener("error", () => fail("broken", BROKEN));
    request.addEventListener("abort", () => fail("stopped", ""));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

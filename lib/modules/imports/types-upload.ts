/** The largest file that the browser may send. */
export const MAX_UPLOAD_BYTES = 500 * 1024 * 1024;

export type UploadAnswer =
  | { readonly ok: true; readonly importId: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

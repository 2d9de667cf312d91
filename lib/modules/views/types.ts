import { z } from "zod";

/** What can be kept under a name: the leads list, the queue and what-ifs. */
export const VIEW_PAGES = ["leads", "queue", "simulator"] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

/** How many one person keeps on one page. */
export const MOST_VIEWS = 50;
export const MOST_QUERY = 1_000;

/** A list under a name, as its page shows it. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** The page's own query string, normalised, without "?". */
  readonly query: string;
  readonly shared: boolean;
  readonly mine: boolean;
  /** Who keeps it; null for one's own, and where the person is gone. */
  readonly owner: string | null;
  /** Its owner; for a shared one managers and admins too. */
  readonly mayDelete: boolean;
}

const name = z
  .string()
  // What does not print would make two names look the same.
  .transform((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim())
  .pipe(z.string().min(1, "Give the view a name.").max(60, "A name has at most 60 characters. Shorten it."));
const query = z
  .string()
  .max(MOST_QUERY, "This has more filters or values than a view can keep. Take some away.")
  // PostgreSQL refuses NUL in text, and an address has no use for the others.
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "This address cannot be kept. Open the page anew and set it again.");

export const saveViewInput = z
  .object({ page: z.enum(VIEW_PAGES), name, query, shared: z.boolean() })
  .strict();
export type SaveView = z.infer<typeof saveViewInput>;

/** What is named changes; the rest stays. */
export const changeViewInput = z
  .object({ id: z.uuid(), name: name.optional(), query: query.optional(), shared: z.boolean().optional() })
  .strict()
  .refine(({ name, query, shared }) => name !== undefined || query !== undefined || shared !== undefined, {
    message: "Nothing to change.",
  });
export type ChangeView = z.infer<typeof changeViewInput>;

export const deleteViewInput = z.object({ id: z.uuid() }).strict();

export type Refused = { readonly ok: false; readonly code: string; readonly message: string };
export type Result<T = object> = ({ readonly ok: true } & T) | Refused;

export const refuse = (code: string, message: string): Refused => ({ ok: false, code, message });

/** Where a view is opened: its state, and which view it was. */
export function viewHref(path: string, { query, id }: Pick<SavedView, "query" | "id">): string {
  return `${path}?${query === "" ? "" : `${query}&`}saved=${id}`;
}

/** The view a page shows, and whether its state has left it. Without a name in the address, one that says the same. */
export function currentView(
  views: readonly SavedView[],
  query: string,
  saved: string | null,
): { readonly view: SavedView; readonly changed: boolean } | null {
  const named = views.find(({ id }) => id === saved);
  if (named) return { view: named, changed: named.query !== query };
  const same = views.find((view) => view.query === query);
  return same ? { view: same, changed: false } : null;
}

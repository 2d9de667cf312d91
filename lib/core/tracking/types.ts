/** Who really did something, where it was no person, and how that was noticed. lib/present words it. */
export type FlagReason =
  | { readonly key: "known_robot"; readonly name: string }
  | { readonly key: "no_agent" }
  | { readonly key: "headless" }
  | { readonly key: "automated" }
  | { readonly key: "page_rate"; readonly views: number; readonly seconds: number }
  | { readonly key: "link_rate"; readonly links: number; readonly seconds: number }
  | { readonly key: "after_delivery"; readonly what: "open" | "click"; readonly seconds: number }
  | { readonly key: "machine_open" };

export interface Suspicion {
  readonly flag: "bot" | "scanner";
  readonly reason: FlagReason;
}

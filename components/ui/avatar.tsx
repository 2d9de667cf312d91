import { cn } from "./cn";

const tones = ["bg-av-1", "bg-av-2", "bg-av-3", "bg-av-4", "bg-av-5"] as const;

/** First letters of the first and the last word, capitals. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "";
  return (first + last).toLocaleUpperCase("en") || "?";
}

/** The same person has the same ground everywhere: a hash of id or name, not of the position in a list. */
export function avatarTone(key: string): (typeof tones)[number] {
  let hash = 2166136261;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 16777619);
  return tones[(hash >>> 0) % tones.length] ?? "bg-av-1";
}

interface AvatarProps {
  /** null draws the dashed ring of what nobody has claimed. */
  name: string | null;
  /** What the tone hangs on; the name if absent. */
  id?: string | undefined;
  size?: 20 | 24 | 32 | undefined;
  className?: string | undefined;
}

/** Decorative: the owner's name stands beside it, or is given by the surrounding control. */
export function Avatar({ name, id, size = 20, className }: AvatarProps) {
  const box = { 20: "size-5 text-[8.5px]", 24: "size-6 text-10", 32: "size-8 text-12" }[size];
  if (name === null) {
    return (
      <span
        aria-hidden="true"
        className={cn(
          "inline-block shrink-0 rounded-pill border border-dashed border-line-control",
          box,
          className,
        )}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded-pill font-semibold leading-none tracking-normal text-ink",
        box,
        avatarTone(id ?? name),
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

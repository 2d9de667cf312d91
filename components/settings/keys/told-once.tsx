"use client";
import { CopyButton } from "../../ui/copy-text";
import { Input } from "../../ui/input";

/** A secret on the one occasion that it is shown. */
export function ToldOnce({ secret, children }: { secret: string; children: React.ReactNode }) {
  return (
    <div>
      <div className="flex items-center gap-2 max-md:flex-col max-md:items-stretch">
        <Input
          readOnly
          value={secret}
          aria-label="The key"
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-12"
        />
        <CopyButton text={secret} label="Copy key" />
      </div>
      <p className="mt-2 text-12 text-ink-2">{children}</p>
    </div>
  );
}

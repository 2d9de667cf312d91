"use client";
import { useState } from "react";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { RevokeDialog, RotateDialog } from "./key-dialogs";

/** A key as the page shows it. */
export interface KeyLine {
  readonly id: string;
  readonly name: string;
  readonly made: string;
  /** "fc_k3Yp…9xQa" */
  readonly shown: string;
  readonly scopes: readonly string[];
  readonly used: { readonly text: string; readonly isLong: boolean };
  readonly today: string;
  readonly usage: string;
  readonly limit: string;
  readonly remark: string | null;
  readonly isActive: boolean;
}

const HEAD = "py-1.5 pr-4 text-left text-12 font-medium text-ink-2";
const CELL = "py-2 pr-4 align-top text-13 text-ink";

/** Keys with what they may do and how much they are used; each can be rotated and revoked. On a phone a list. */
export function KeysTable({ label, keys }: { label: string; keys: readonly KeyLine[] }) {
  const [open, setOpen] = useState<{ readonly kind: "rotate" | "revoke"; readonly key: KeyLine } | null>(
    null,
  );
  const close = () => setOpen(null);
  const actions = (key: KeyLine) =>
    key.isActive ? (
      <span className="inline-flex gap-1 whitespace-nowrap">
        <Button
          variant="quiet"
          aria-label={`Rotate the key of ${key.name}`}
          onClick={() => setOpen({ kind: "rotate", key })}
        >
          Rotate
        </Button>
        <Button
          variant="quiet"
          aria-label={`Revoke the key of ${key.name}`}
          className="text-danger"
          onClick={() => setOpen({ kind: "revoke", key })}
        >
          Revoke
        </Button>
      </span>
    ) : null;
  return (
    <>
      <table aria-label={label} className="w-full border-collapse max-md:block">
        <thead className="max-md:hidden">
          <tr className="border-b border-line">
            <th scope="col" className={HEAD}>
              Name
            </th>
            <th scope="col" className={HEAD}>
              Key
            </th>
            <th scope="col" className={HEAD}>
              May
            </th>
            <th scope="col" className={HEAD}>
              Last used
            </th>
            <th scope="col" className={cn(HEAD, "text-right")}>
              Requests today
            </th>
            <th scope="col" className={cn(HEAD, "pr-0 text-right")}>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {keys.map((key) => (
            <tr
              key={key.id}
              className={cn("border-b border-line max-md:block max-md:py-2", !key.isActive && "text-ink-3")}
            >
              <td className={cn(CELL, "max-md:block max-md:py-0.5")}>
                <p className={cn("font-medium", key.isActive ? "text-ink" : "text-ink-3")}>{key.name}</p>
                <p className="text-12 text-ink-3">{key.made}</p>
                {key.remark ? <p className="text-12 text-caution">{key.remark}</p> : null}
              </td>
              <td className={cn(CELL, "whitespace-nowrap font-mono text-12 max-md:block max-md:py-0.5")}>
                {key.shown}
              </td>
              <td className={cn(CELL, "max-md:block max-md:py-0.5")}>
                <ul aria-label="May" className="flex flex-wrap gap-1">
                  {key.scopes.map((scope) => (
                    <li key={scope} className="rounded-1 border border-line px-1.5 text-12 text-ink-2">
                      {scope}
                    </li>
                  ))}
                </ul>
              </td>
              <td
                className={cn(
                  CELL,
                  "whitespace-nowrap max-md:block max-md:py-0.5",
                  key.used.isLong && "text-caution",
                )}
              >
                <span className="text-12 text-ink-3 md:hidden">Last used </span>
                {key.used.text}
              </td>
              <td className={cn(CELL, "text-right max-md:block max-md:py-0.5 max-md:text-left")}>
                <p>
                  {key.today}
                  <span className="text-12 text-ink-3 md:hidden"> today</span>
                </p>
                <p className="text-12 text-ink-3">{key.usage}</p>
                <p className="text-12 text-ink-3">{key.limit}</p>
              </td>
              <td className={cn(CELL, "pr-0 text-right max-md:block max-md:py-0.5 max-md:text-left")}>
                {actions(key)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open?.kind === "rotate" ? (
        <RotateDialog keyId={open.key.id} name={open.key.name} onClose={close} />
      ) : null}
      {open?.kind === "revoke" ? (
        <RevokeDialog keyId={open.key.id} name={open.key.name} onClose={close} />
      ) : null}
    </>
  );
}

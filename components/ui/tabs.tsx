"use client";
import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { tabClass, tabListClass } from "./tab-class";

interface TabsProps {
  label: string;
  tabs: readonly { value: string; label: ReactNode; count?: ReactNode; panel: ReactNode }[];
  value?: string | undefined;
  defaultValue?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
  className?: string | undefined;
  listClassName?: string | undefined;
  panelClassName?: string | undefined;
}

/** Tabs whose panels are all here. Where the state lives in the URL take TabLinks. */
export function Tabs({
  label,
  tabs,
  value,
  defaultValue,
  onValueChange,
  className,
  listClassName,
  panelClassName,
}: TabsProps) {
  const first = tabs[0]?.value ?? "";
  return (
    <Primitive.Root
      {...(value === undefined ? { defaultValue: defaultValue ?? first } : { value })}
      onValueChange={(next) => onValueChange?.(next)}
      className={className}
    >
      <Primitive.List aria-label={label} className={cn(tabListClass, listClassName)}>
        {tabs.map((tab) => (
          <Primitive.Trigger key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="text-12 font-normal text-ink-3">{tab.count}</span>
            )}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content
          key={tab.value}
          value={tab.value}
          className={cn("outline-offset-4", panelClassName)}
        >
          {tab.panel}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}

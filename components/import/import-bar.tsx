import type { ReactNode } from "react";
import { PageBar } from "../ui/page-bar";
import { StepIndicator } from "../ui/steps";

/** The bar of every step: where one is, and the one thing to do. */
export function ImportBar({ step, actions }: { step: 0 | 1 | 2; actions?: ReactNode }) {
  return (
    <PageBar title="Import" trail={[{ href: "/leads", label: "Leads" }]} heading={false} actions={actions}>
      <StepIndicator
        steps={[{ label: "File", href: "/leads/import" }, { label: "Columns" }, { label: "Import" }]}
        current={step}
        className="max-md:mx-auto"
      />
    </PageBar>
  );
}

"use client";
import { useState } from "react";
import { Button } from "../../ui/button";
import { buttonClass } from "../../ui/button-class";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { SettingsSection } from "../settings-page";

/** For systems that are neither of the two: what changed since a day, as a file. */
export function AnyOther() {
  const [since, setSince] = useState("");
  return (
    <SettingsSection
      title="Any other system"
      claim="A file of the scores that changed since a day, for an import there. What should arrive the moment it happens goes by webhook."
    >
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Field label="Changed since" className="w-48">
          <Input type="date" value={since} onChange={(event) => setSince(event.target.value)} />
        </Field>
        {since === "" ? (
          <Button disabled className="md:h-8">
            Download as CSV
          </Button>
        ) : (
          // A download, not a page: the browser fetches it by itself.
          <a
            href={`/leads/export/scores?since=${since}`}
            download
            className={buttonClass({ size: "sm", className: "md:h-8" })}
          >
            Download as CSV
          </a>
        )}
      </div>
    </SettingsSection>
  );
}

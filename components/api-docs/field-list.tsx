import type { DocField } from "@/lib/present/api-docs/types";

/** Fields of a body, those of objects below them. */
export function FieldList({ fields, label }: { fields: readonly DocField[]; label: string }) {
  return (
    <ul aria-label={label} className="border-t border-line">
      {fields.map((field) => (
        <li key={field.name} className="border-b border-line py-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-13 font-medium text-ink [overflow-wrap:anywhere]">
              {field.name}
            </code>
            <span className="text-12 text-ink-3">{field.type}</span>
            {field.required ? <span className="text-12 text-ink-2">required</span> : null}
          </p>
          {field.description ? <p className="mt-0.5 text-13 text-ink-2">{field.description}</p> : null}
          {field.limits ? (
            <p className="mt-0.5 text-12 text-ink-3 [overflow-wrap:anywhere]">{field.limits}</p>
          ) : null}
          {field.fields.length > 0 ? (
            <details className="mt-1 pl-4">
              <summary className="touch-target cursor-pointer rounded-1 text-12 font-medium text-ink-2 hover:text-ink">
                Fields of {field.name}
              </summary>
              <div className="mt-1">
                <FieldList fields={field.fields} label={`Fields of ${field.name}`} />
              </div>
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

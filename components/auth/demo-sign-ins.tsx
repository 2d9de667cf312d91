"use client";
import { ROLE_LABELS, type Role } from "@/lib/platform/auth/roles";
import { Avatar } from "../ui/avatar";

export interface DemoSignIn {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** The demo's people: one click fills the form. Shown in a demo only. */
export function DemoSignIns({
  workspace,
  people,
  onPick,
}: {
  workspace: string;
  people: readonly DemoSignIn[];
  onPick: (person: DemoSignIn) => void;
}) {
  return (
    <section aria-labelledby="demo-people" className="mt-8 border-t border-line pt-5">
      <h2 id="demo-people" className="text-13 font-semibold text-ink">
        This is a demo
      </h2>
      <p className="mt-0.5 text-12 text-ink-2">
        {workspace} and its people are invented. Pick one to fill the form.
      </p>
      <ul className="-mx-2 mt-2 grid grid-cols-2 gap-x-2">
        {people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              onClick={() => onPick(person)}
              className="flex h-9 w-full items-center gap-2 rounded-2 px-2 text-left transition-colors duration-(--fast) hover:bg-hover max-md:h-12"
            >
              <Avatar name={person.name} id={person.email} size={24} />
              <span className="min-w-0">
                <span className="block truncate text-12 font-medium text-ink">{person.name}</span>
                <span className="block truncate text-11 text-ink-3">{ROLE_LABELS[person.role]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

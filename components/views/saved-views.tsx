"use client";
import { Bookmark, ChevronDown, Pencil, Plus, Save, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { changeViewAction, deleteViewAction, saveViewAction } from "@/lib/modules/views/actions";
import { currentView, type SavedView, type ViewPage, viewHref } from "@/lib/modules/views/types";
import { buttonClass } from "../ui/button-class";
import { cn } from "../ui/cn";
import { Menu, MenuHeading, MenuItem, MenuLine, MenuRadio } from "../ui/menu";
import { tabClass } from "../ui/tab-class";
import { pillClass } from "../ui/tab-links";
import { useToast } from "../ui/toast";
import { DeleteViewDialog, ViewDialog } from "./view-dialogs";

export interface SavedViewsProps {
  page: ViewPage;
  /** Where the page lies: "/leads". */
  path: string;
  views: readonly SavedView[];
  /** The page's state now, as it would be kept. */
  query: string;
  /** The view named in the address, if any. */
  saved: string | null;
  /** A tab at the end of a row of tabs, a pill on a phone, or buttons in a page's bar. */
  look: "tab" | "pill" | "button";
  /** The menu alone, where there is no room for its deeds beside it. */
  compact?: boolean | undefined;
}

/** What is kept is a list, or a what-if of the simulator. */
const WORDS = {
  list: {
    empty:
      "Keep this list under a name: its filters, order and columns. Colleagues find it here once you share it.",
    title: "Save this view",
    description: "The list with its filters, order and columns. Its leads are looked up anew each time.",
    save: "Save view",
    shared: undefined,
  },
  whatIf: {
    empty:
      "Keep this what-if under a name: where it starts and what is set. Colleagues find it here once you share it.",
    title: "Save this what-if",
    description: "Where it starts, the scorer, and everything set. A lead is measured anew each time.",
    save: "Save",
    shared: "They find it under Views in the simulator. Only you change it.",
  },
} as const;

/** The lists kept under a name: own and shared ones, and what can be done with the one shown. */
export function SavedViews({ page, path, views, query, saved, look, compact }: SavedViewsProps) {
  const router = useRouter();
  const toast = useToast();
  const words = page === "simulator" ? WORDS.whatIf : WORDS.list;
  const [asking, setAsking] = useState<"save" | "rename" | "delete" | null>(null);
  const current = currentView(views, query, saved);
  const own = views.filter(({ mine }) => mine);
  const given = views.filter(({ mine }) => !mine);
  const close = () => setAsking(null);
  const open = (view: Pick<SavedView, "query" | "id">) =>
    router.push(viewHref(path, view), { scroll: false });
  const choose = (id: string) => {
    const view = views.find((candidate) => candidate.id === id);
    if (view) open(view);
  };

  async function change(
    wish: { id: string; shared?: boolean; query?: string },
    done: string,
    undo?: () => void,
  ) {
    const answer = await changeViewAction(wish).catch(() => null);
    if (answer?.ok) toast({ title: done, undo });
    else
      toast({ tone: "error", title: answer?.message ?? "No answer from the server. Nothing was changed." });
  }
  const share = (view: SavedView, shared: boolean) =>
    change(
      { id: view.id, shared },
      shared ? `Shared “${view.name}” with everybody here` : `Took “${view.name}” back; only you see it`,
      () => void share(view, !shared),
    );
  const keepChanges = (view: SavedView) =>
    change({ id: view.id, query }, `Saved the changes to “${view.name}”`, () => {
      void change({ id: view.id, query: view.query }, `“${view.name}” is as it was`);
    });

  const mayKeepChanges = current?.changed && current.view.mine;
  return (
    <>
      <Menu
        className="w-64"
        trigger={
          <button type="button" aria-current={current ? "page" : undefined} className={triggerClass(look)}>
            {current ? null : <Bookmark aria-hidden="true" className="size-3.5" />}
            <span className="max-w-48 truncate">
              {current ? <span className="sr-only">View </span> : null}
              {current ? current.view.name : "Views"}
            </span>
            {current?.changed ? <span className="text-12 font-normal opacity-75">changed</span> : null}
            <ChevronDown aria-hidden="true" className="size-3.5 opacity-70" />
          </button>
        }
      >
        {own.length > 0 ? <MenuHeading>Your views</MenuHeading> : null}
        <Choice views={own} current={current?.view.id} onChoose={choose} />
        {given.length > 0 ? <MenuHeading>Shared by others</MenuHeading> : null}
        <Choice views={given} current={current?.view.id} onChoose={choose} />
        {views.length === 0 ? <p className="px-2 py-1.5 text-12 text-ink-3">{words.empty}</p> : null}
        <MenuLine />
        {mayKeepChanges ? (
          <MenuItem icon={<Save aria-hidden="true" />} onSelect={() => void keepChanges(current.view)}>
            Save changes
          </MenuItem>
        ) : null}
        <MenuItem icon={<Plus aria-hidden="true" />} onSelect={() => setAsking("save")}>
          {current ? "Save as a new view" : "Save this view"}
        </MenuItem>
        {current?.view.mine ? (
          <>
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setAsking("rename")}>
              Rename
            </MenuItem>
            <MenuItem
              icon={<Users aria-hidden="true" />}
              onSelect={() => void share(current.view, !current.view.shared)}
            >
              {current.view.shared ? "Stop sharing" : "Share with everybody here"}
            </MenuItem>
          </>
        ) : null}
        {current?.view.mayDelete ? (
          <MenuItem icon={<Trash2 aria-hidden="true" />} danger onSelect={() => setAsking("delete")}>
            Delete
          </MenuItem>
        ) : null}
      </Menu>
      {compact ? null : mayKeepChanges ? (
        <Beside look={look} icon={<Save aria-hidden="true" />} onClick={() => void keepChanges(current.view)}>
          Save changes
        </Beside>
      ) : current === null || current.changed ? (
        <Beside look={look} icon={<Plus aria-hidden="true" />} onClick={() => setAsking("save")}>
          {words.save}
        </Beside>
      ) : null}
      {asking === "save" ? (
        <ViewDialog
          title={words.title}
          description={words.description}
          name=""
          shared={false}
          sharedNote={words.shared}
          deed={words.save}
          onClose={close}
          onSave={async (wish) => {
            const answer = await saveViewAction({ page, query, ...wish });
            if (answer.ok) {
              close();
              open(answer);
              toast({ title: `Saved the view “${wish.name.trim()}”` });
            }
            return answer;
          }}
        />
      ) : null}
      {asking === "rename" && current ? (
        <ViewDialog
          title="Rename the view"
          name={current.view.name}
          shared={null}
          deed="Rename"
          onClose={close}
          onSave={async ({ name }) => {
            const answer = await changeViewAction({ id: current.view.id, name });
            if (answer.ok) {
              close();
              toast({ title: `Renamed “${current.view.name}” to “${name.trim()}”` });
            }
            return answer;
          }}
        />
      ) : null}
      {asking === "delete" && current ? (
        <DeleteViewDialog
          view={current.view}
          onClose={close}
          onDelete={async () => {
            const answer = await deleteViewAction({ id: current.view.id });
            if (answer.ok) {
              close();
              toast({ title: `Deleted the view “${current.view.name}”` });
            }
            return answer;
          }}
        />
      ) : null}
    </>
  );
}

function triggerClass(look: SavedViewsProps["look"]): string {
  if (look === "tab") return tabClass;
  return look === "pill" ? cn(pillClass, "gap-1.5") : buttonClass({ className: "gap-1.5" });
}

/** Choosing the current one again goes back to what was saved. */
function Choice({
  views,
  current,
  onChoose,
}: {
  views: readonly SavedView[];
  current: string | undefined;
  onChoose: (id: string) => void;
}) {
  if (views.length === 0) return null;
  return (
    <MenuRadio
      value={current ?? ""}
      onValueChange={onChoose}
      options={views.map(({ id, name, owner, mine, shared }) => ({
        value: id,
        label: (
          <>
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {mine && shared ? <span className="text-12 text-ink-3">shared</span> : null}
            {owner ? <span className="max-w-24 truncate text-12 text-ink-3">{owner}</span> : null}
          </>
        ),
      }))}
    />
  );
}

/** The next step, right beside the menu. */
function Beside({
  look,
  icon,
  onClick,
  children,
}: {
  look: SavedViewsProps["look"];
  icon: React.ReactNode;
  onClick: () => void;
  children: string;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={cn(
        look === "pill" ? cn(pillClass, "gap-1.5 border-dashed") : triggerClass(look),
        // A phone's bar has room for the menu, which holds it too.
        look === "button" && "max-md:hidden",
        "[&>svg]:size-3.5",
      )}
    >
      {icon}
      {children}
    </button>
  );
}

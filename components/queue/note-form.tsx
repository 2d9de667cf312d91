"use client";
import { useState } from "react";
import { Button } from "../ui/button";
import { Textarea } from "../ui/input";
import { Kbd } from "../ui/kbd";

interface NoteFormProps {
  name: string;
  onSave: (text: string) => void;
  onBack: () => void;
}

/** A note in the place of the action bar; what is typed stays until it is saved or thrown away. */
export function NoteForm({ name, onSave, onBack }: NoteFormProps) {
  const [text, setText] = useState("");
  const save = () => {
    if (text.trim()) onSave(text.trim());
  };
  return (
    <form
      className="flex items-end gap-3 px-8 py-3 max-xl:px-6 max-md:flex-col max-md:items-stretch max-md:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          save();
        }
        if (event.key === "Escape") {
          event.preventDefault();
          onBack();
        }
      }}
    >
      <Textarea
        autoFocus
        rows={2}
        maxLength={2_000}
        aria-label={`Note on ${name}`}
        placeholder="What the next call should know"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="flex-1"
      />
      <div className="flex items-center gap-2">
        <Button variant="quiet" size="md" onClick={onBack}>
          Back <Kbd>Esc</Kbd>
        </Button>
        <Button type="submit" variant="primary" size="md" kbd="⌘↵" disabled={text.trim() === ""}>
          Save note
        </Button>
      </div>
    </form>
  );
}

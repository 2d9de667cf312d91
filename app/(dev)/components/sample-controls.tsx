"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox";
import { AddChip, FilterChip, RemovableChip } from "@/components/ui/chip";
import { Combobox } from "@/components/ui/combobox";
import { Consequence, Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, NumberInput, PasswordInput, SearchInput, Textarea } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuCheck, MenuItem, MenuLine } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { ChoiceChips, RadioGroup, SegmentedControl } from "@/components/ui/radio-group";
import { FixedSelect, Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Tabs } from "@/components/ui/tabs";
import { toastButtonClass, toastClass, useToast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";

const signals = [
  "Source channel",
  "Company size",
  "Industry fit",
  "Site visits, 30 days",
  "Demo requests, 90 days",
  "Unsubscribed",
];

/** Everything one can type into, pick from or open. */
export function SampleFields() {
  const [signal, setSignal] = useState<string | null>("Company size");
  const [days, setDays] = useState("60");
  return (
    <div className="space-y-4">
      <div className="grid grid-cols-[1fr_104px_1fr] gap-3 max-md:grid-cols-1">
        <Field label="E-mail" hideLabel>
          <Input defaultValue="maya@halden.example" />
        </Field>
        <Field label="Score" hideLabel>
          <NumberInput defaultValue={30} min={0} max={100} />
        </Field>
        <Field label="Score out of range" hideLabel error="A score goes from 0 to 100.">
          <Input defaultValue="101" />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <CheckboxField label="Off" />
        <CheckboxField label="On" defaultChecked />
        <CheckboxField label="Some" checked="indeterminate" />
        <Switch aria-label="Shadow scoring" defaultChecked />
        <Switch aria-label="Daily summary" />
        <SegmentedControl
          label="Span"
          value={days}
          onValueChange={setDays}
          options={[
            { value: "30", label: "30 days" },
            { value: "60", label: "60 days" },
            { value: "all", label: "All" },
          ]}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          aria-label="Search leads"
          placeholder="Name, company, e-mail"
          kbd="/"
          className="md:w-56"
        />
        <Menu trigger={<FilterChip label="Band" value="any" />}>
          <MenuCheck checked onCheckedChange={() => {}}>
            Hot
          </MenuCheck>
          <MenuCheck checked={false} onCheckedChange={() => {}}>
            Warm
          </MenuCheck>
        </Menu>
        <RemovableChip label="Owner" value="Maya" removeHref="/components" />
        <Popover trigger={<AddChip />} label="Add a filter">
          <p className="w-56 text-ink-2">A small form stands here.</p>
        </Popover>
      </div>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Select
          aria-label="Goes to"
          defaultValue="source"
          prefix="Signal"
          options={[
            { value: "source", label: "Source channel" },
            { value: "size", label: "Company size" },
          ]}
        />
        <Combobox
          aria-label="Known signal"
          value={signal}
          onValueChange={setSignal}
          options={signals.map((label, index) => ({
            value: label,
            label,
            kind: "Signal",
            group: index < 3 ? "Firmographic" : "Behaviour",
          }))}
        />
        <Select
          aria-label="Rating goes to"
          placeholderKind="Choose"
          placeholder="what it is"
          options={[{ value: "a", label: "Attribute" }]}
        />
        <FixedSelect kind="Left out">Protected attribute</FixedSelect>
      </div>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 max-md:grid-cols-1">
        <Field label="Password" aside="Forgot it?">
          <PasswordInput defaultValue="correct horse" />
        </Field>
        <Field label="Note" hint="Reps read this instead of the factors.">
          <Textarea defaultValue="Board introduction through Kvam Invest." rows={2} />
        </Field>
        <RadioGroup
          label="Order of rows"
          defaultValue="time"
          options={[
            { value: "time", label: "By date", hint: "Created at, day.month.year" },
            { value: "order", label: "By row", hint: "Older rows first" },
          ]}
        />
        <ChoiceChips
          label="Reason"
          defaultValue="offline"
          options={[
            { value: "offline", label: "Offline knowledge" },
            { value: "wrong", label: "Wrong or missing data" },
            { value: "fit", label: "Not a fit" },
          ]}
        />
      </div>
    </div>
  );
}

/** What floats: dialog, menu, tooltip, toast. */
export function SampleOverlays() {
  const toast = useToast();
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        <Dialog
          title="Override Ingrid Solheim"
          description="The machine says 41 Warm. Its score goes on beside yours and stays on record."
          trigger={<Button>Dialog</Button>}
          footerNote="Kept in the audit log"
          footer={
            <>
              <DialogClose>
                <Button variant="quiet" kbd="Esc">
                  Cancel
                </Button>
              </DialogClose>
              <Button variant="primary" kbd="⌘↵">
                Set score to 75
              </Button>
            </>
          }
        >
          <div className="space-y-5">
            <Field label="Set" layout="row">
              <NumberInput size="sm" defaultValue={75} className="md:w-20" />
            </Field>
            <Field
              label="Reason"
              layout="row"
              hint="Reps read this instead of the factors."
              error="12 characters are missing."
            >
              <Textarea />
            </Field>
            <Consequence>
              <strong className="font-medium text-ink">Ingrid moves to Hot now.</strong> Tomás Ferreira is
              told and has until 10:16 to call.
            </Consequence>
          </div>
        </Dialog>
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem icon={<Plus aria-hidden="true" />} kbd="N">
            Add a note
          </MenuItem>
          <MenuItem hint="2 left">Extend</MenuItem>
          <MenuLine />
          <MenuItem danger>Revert to 41</MenuItem>
        </Menu>
        <Tooltip content="Opens the oldest hot lead" kbd="G">
          <Button>Tooltip</Button>
        </Tooltip>
        <Button onClick={() => toast({ title: "Petra Vogel: no answer, again at 11:00", undo: () => {} })}>
          Toast
        </Button>
        <Button onClick={() => toast({ title: "The export did not start. Try again.", tone: "error" })}>
          Error toast
        </Button>
      </div>
      <div className={toastClass}>
        <span className="flex-1 font-medium">Petra Vogel: no answer, again at 11:00</span>
        <button type="button" className={toastButtonClass}>
          Undo <Kbd tone="on-ink">U</Kbd>
        </button>
        <span
          aria-hidden="true"
          className="absolute bottom-0 left-0 h-0.5 w-2/3 bg-accent-line dark:bg-accent/60"
        />
      </div>
      <Tabs
        label="Sample tabs"
        panelClassName="pt-3 text-ink-2"
        tabs={[
          { value: "why", label: "Why", panel: "Every factor, with its evidence." },
          { value: "timeline", label: "Timeline", count: 23, panel: "What happened, latest first." },
          { value: "fields", label: "Fields", panel: "What is known about the lead." },
        ]}
      />
    </div>
  );
}

import { FileText, Globe, Phone } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Histogram, MiniBars, Sparkline } from "@/components/charts/histogram";
import { ScoreHistory } from "@/components/charts/score-history";
import { Waterfall } from "@/components/charts/waterfall";
import { GroupStrip, SimpleTable } from "@/components/table/simple-table";
import { Avatar } from "@/components/ui/avatar";
import { BandBadge, bandTones } from "@/components/ui/band";
import { Banner, NextStep } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Chip, LiveChip } from "@/components/ui/chip";
import { DataList, FigureStrip } from "@/components/ui/data-list";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { Logo } from "@/components/ui/logo";
import { Progress } from "@/components/ui/progress";
import { ReasonLine } from "@/components/ui/reason-line";
import { ResponseClock } from "@/components/ui/response-clock";
import { ScoreFigure } from "@/components/ui/score";
import { ScoreRuler } from "@/components/ui/score-ruler";
import { SkeletonSection } from "@/components/ui/skeleton";
import { StepIndicator, TaskRow } from "@/components/ui/steps";
import { TextLink } from "@/components/ui/text-link";
import { Timeline, TimelineGroup, TimelineItem } from "@/components/ui/timeline";
import { ToastProvider } from "@/components/ui/toast";
import { SampleFields, SampleOverlays } from "./sample-controls";
import { SampleTable } from "./sample-table";
import { bands, history, waterfall } from "./samples";
import { ThemeButtons } from "./theme-buttons";

export const metadata: Metadata = { title: "Components", robots: { index: false } };

const colours = [
  ["Accent", "act, select", "bg-accent"],
  ["Raise", "adds", "bg-raise"],
  ["Drag", "takes away", "bg-drag"],
  ["Danger", "late, wrong", "bg-danger"],
  ["Hot", "4 bars", "bg-band-hot"],
  ["Warm", "3 bars", "bg-band-warm"],
  ["Nurture", "2 bars", "bg-band-nurture"],
  ["Suppress", "1 bar", "bg-band-suppress"],
  ["Fifth", "of five or six", "bg-band-5"],
  ["Sixth", "of six", "bg-band-6"],
  ["Ink", "text", "bg-ink"],
  ["Line", "hairline", "bg-line"],
] as const;

/** Every component once, for looking at and for the accessibility check. */
export default function ComponentsPage() {
  return (
    <ToastProvider>
      <main className="mx-auto max-w-[1440px] px-12 py-8 max-md:px-4">
        <header className="mb-6 flex items-center gap-2.5">
          <Logo size={24} />
          <h1 className="text-20 font-semibold">Components</h1>
          <span className="ml-auto text-12 text-ink-2 max-md:hidden">Geist 13/20, 4 px grid</span>
          <ThemeButtons />
        </header>
        <div className="grid grid-cols-[384px_1fr_376px] gap-x-12 max-xl:grid-cols-1">
          <div>
            <Part title="Bands">
              <Row>
                {bands.map((band) => (
                  <BandBadge key={band.name} band={band} kind="tag" />
                ))}
              </Row>
              <Row>
                {bands.map((band) => (
                  <BandBadge key={band.name} band={band} />
                ))}
              </Row>
              <Row>
                {bandTones.map((tone, index) => (
                  <BandBadge
                    key={tone}
                    kind="tag"
                    band={{ name: `${6 - index} of 6`, tone, rank: 6 - index, count: 6 }}
                  />
                ))}
              </Row>
              <Note>
                Tag once per header; plain in rows. Bars count the rank, so the band reads without colour.
              </Note>
            </Part>
            <Part title="Score">
              <div className="flex items-end gap-6">
                <ScoreFigure value={78} size={64} />
                <ScoreFigure value={78} size={24} />
                <ScoreFigure value={78} />
                <ScoreFigure value={75} machine={41} size={24} />
              </div>
              <ScoreRuler bands={bands} value={78} before={44} interval={[64, 88]} className="mt-3" />
              <Note>Needle: now. Ring: before. Bracket: 95 % interval.</Note>
            </Part>
            <Part title="Reason and risk">
              <div className="space-y-3">
                <ReasonLine
                  points="+14"
                  raises
                  reason="Viewed pricing 3 times in 7 days"
                  evidence="13, 16 and 17 Nov, 9 minutes in all"
                />
                <ReasonLine points="−4" raises={false} reason="Opened none of the last 4 emails" />
              </div>
            </Part>
            <Part title="Response clock">
              <div className="max-w-72 space-y-1.5">
                <ResponseClock text="1 h 16 left" state="in_time" share={0.63} />
                <ResponseClock text="18 min left" state="soon" share={0.15} />
                <ResponseClock text="22 min overdue" state="overdue" share={0} />
              </div>
            </Part>
            <Part title="Fields of a lead">
              <DataList
                items={[
                  { label: "Owner", value: <Owner name="Tomás Ferreira" /> },
                  { label: "Source", value: "Partner, Kvam Invest" },
                  { label: "Trial", value: null },
                ]}
              />
            </Part>
            <Part title="Timeline">
              <Timeline>
                <TimelineGroup heading="Last week">
                  <TimelineItem
                    icon={<Phone />}
                    title="Connected, 6 min"
                    time="Thu 12"
                    note="“Send the Nordic references”"
                  />
                  <TimelineItem icon={<Globe />} title="Viewed pricing" time="Wed 11" />
                </TimelineGroup>
                <TimelineGroup heading="October">
                  <TimelineItem icon={<FileText />} title="Downloaded a buyer’s guide" time="9 Oct" />
                </TimelineGroup>
              </Timeline>
            </Part>
          </div>
          <div className="min-w-0">
            <Part title="Buttons">
              <div className="grid grid-cols-[56px_repeat(3,auto)] items-center justify-start gap-x-3 gap-y-2.5 text-12 text-ink-2 max-md:grid-cols-2">
                <span>Primary</span>
                <Button variant="primary" kbd="⌘↵">
                  Publish
                </Button>
                <Button variant="primary" busy busyText="Publishing 62 %">
                  Publish
                </Button>
                <Button variant="primary" disabled>
                  Publish
                </Button>
                <span>Default</span>
                <Button>Compare</Button>
                <Button busy busyText="Comparing">
                  Compare
                </Button>
                <Button size="md" icon={<Phone aria-hidden="true" />}>
                  E-mail
                </Button>
                <span>Quiet</span>
                <Button variant="quiet" kbd="S">
                  Snooze
                </Button>
                <Button variant="quiet" icon={<Phone aria-hidden="true" />}>
                  Call
                </Button>
                <Button variant="danger">Revert to 41</Button>
              </div>
              <Button variant="primary" size="lg" icon={<Phone aria-hidden="true" />} className="mt-3 w-full">
                Call +47 55 50 12 40
              </Button>
            </Part>
            <Part title="Fields">
              <SampleFields />
            </Part>
            <Part title="Running job">
              <StepIndicator
                steps={[{ label: "File", href: "/components" }, { label: "Columns" }, { label: "Import" }]}
                current={1}
                className="mb-4"
              />
              <Progress value={0.6} label="Rows imported" className="mb-2" />
              <ul>
                <TaskRow state="done" label="Read and checked" detail="Comma, UTF-8" figure="30,552 rows" />
                <TaskRow state="running" label="Writing leads" figure="18,304 of 30,509" />
                <TaskRow state="waiting" label="Scoring with the rules" detail="1,284 open leads" />
              </ul>
              <FigureStrip
                className="mt-4"
                items={[
                  { label: "New", figure: "540", note: "312 open, 228 closed" },
                  { label: "Changed", figure: "4,418", note: "mostly stage and title" },
                  { label: "Kept out", figure: "43", note: "listed below" },
                ]}
              />
              <NextStep
                title="Next: open the list"
                action={<Button size="md">Open the leads</Button>}
                className="mt-5"
              >
                1,284 open leads are scored with the rules.
              </NextStep>
              <GroupStrip title="Needs you" count={1} className="mt-5" />
              <SimpleTable
                label="Rows kept out"
                heads={[{ label: "Reason" }, { label: "First row" }, { label: "Rows", align: "right" }]}
                rows={[
                  { key: "a", cells: ["No email, and no other id", "212", "28"] },
                  { key: "b", cells: ["Malformed email", "1,847", "9"] },
                ]}
              />
            </Part>
          </div>
          <div>
            <Part title="What floats">
              <SampleOverlays />
            </Part>
            <Part title="Live chip">
              <div className="flex items-center gap-3">
                <LiveChip tone="hot" rank={4} count={4} kbd="G">
                  3 new hot
                </LiveChip>
                <span className="text-12 text-ink-2">The list never moves by itself.</span>
              </div>
            </Part>
            <Part title="Keyboard hint">
              <Row>
                {["J", "K", "C", "⌘K", "Esc"].map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
                <Chip dashed>Unclaimed</Chip>
                <Avatar name="Maya Lindqvist" />
                <Avatar name="Tomás Ferreira" size={24} />
                <Avatar name={null} />
              </Row>
            </Part>
            <Part title="Empty, too few, error">
              <div className="divide-y divide-line [&>*]:py-3 [&>*:first-child]:pt-0">
                <EmptyState
                  title="Nothing left to call today"
                  action={<Button>Open the unclaimed pool</Button>}
                >
                  16 of 16 called, 7 connected, 2 meetings. Four tomorrow.
                </EmptyState>
                <EmptyState title="Too few to tell">
                  20 leads answered after 24 hours. At 30 this bar appears.
                </EmptyState>
                <ErrorState
                  title="Scores did not load"
                  action={<TextLink href="/components">Try now</TextLink>}
                  reference="3f9a02c1"
                >
                  The list below is from 08:40.
                </ErrorState>
              </div>
              <Banner tone="danger" title="That e-mail and password do not match" className="mt-3">
                Four tries are left.
              </Banner>
              <Banner className="mt-2">Rules score until 1,000 outcomes are known.</Banner>
              <Banner tone="caution" className="mt-2">
                Rules pass their cap of 40.
              </Banner>
            </Part>
            <Part title="Loading">
              <SkeletonSection lines={3} />
            </Part>
            <Part title="Small charts">
              <Row>
                <MiniBars
                  values={[1, 4, 9, 14, 8, 5, 2, 1]}
                  highlight={3}
                  label="Distribution of visits; this lead is in the fourth of eight bins"
                />
                <Sparkline values={[3, 4, 4, 6, null, 5, 8, 9]} label="Rising from 3 to 9, one day missing" />
              </Row>
            </Part>
            <Part title="Colour">
              <div className="grid grid-cols-2 gap-2">
                {colours.map(([name, use, className]) => (
                  <div key={name} className="flex items-center gap-2">
                    <span className={`size-5 rounded-1 ${className}`} />
                    <span className="text-12 font-medium">{name}</span>
                    <span className="text-11 text-ink-3">{use}</span>
                  </div>
                ))}
              </div>
            </Part>
          </div>
        </div>
        <div className="grid grid-cols-[792px_1fr] gap-x-12 max-xl:grid-cols-1">
          <Part title="Waterfall">
            <Waterfall
              data={waterfall}
              footer={
                <>
                  <span className="text-ink-2">
                    Boosted trees v7, <span className="font-mono text-11">9c41f0e2</span>
                  </span>
                  <TextLink href="/components">Verify this score</TextLink>
                </>
              }
            />
          </Part>
          <div className="min-w-0">
            <ChartFrame
              title="Scores of open leads"
              claim="One bar is five points wide."
              className="border-t border-line py-6"
              table={{
                heads: ["Score", "Leads"],
                rows: histogram.map((bin) => [`${bin.from}–${bin.to - 1}`, bin.count]),
              }}
              conclusion="Half of the open leads stand below 27."
            >
              <Histogram
                data={{
                  bins: histogram,
                  ticks: [0, 25, 50, 75, 100].map((value) => ({ value, text: String(value) })),
                  mark: { value: 78, text: "78" },
                  valueHead: "Score",
                  countHead: "Leads",
                  summary: "Most leads stand between 10 and 35; few reach 75.",
                }}
              />
            </ChartFrame>
          </div>
        </div>
        <ChartFrame
          title="Score history"
          className="max-w-[792px] border-t border-line py-6"
          table={{
            heads: ["Day", "Cause", "From", "To"],
            rows: history.causes.map((cause) => [cause.dateText, cause.text, cause.from, cause.to]),
          }}
        >
          <ScoreHistory data={history} />
        </ChartFrame>
        <Part title="Table">
          <div className="-mx-6 max-md:-mx-4">
            <SampleTable stickyTop={0} />
          </div>
        </Part>
      </main>
    </ToastProvider>
  );
}

const histogram = [2, 6, 14, 22, 26, 24, 19, 15, 12, 9, 7, 6, 5, 4, 3, 3, 2, 1, 1, 0].map((count, index) => ({
  from: index * 5,
  to: index * 5 + 5,
  count,
  tone: index < 3 ? "suppress" : index < 6 ? "nurture" : index < 10 ? "warm" : "hot",
}));

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-6">
      <h2 className="mb-3 text-14 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="mb-2.5 flex flex-wrap items-center gap-x-5 gap-y-2">{children}</div>;
}

function Note({ children }: { children: ReactNode }) {
  return <p className="mt-2 text-12 text-ink-2">{children}</p>;
}

function Owner({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Avatar name={name} /> {name}
    </span>
  );
}

import type { LeakageVerdict } from "@/lib/core/leakage/types";
import type { PredictionMoment } from "@/lib/core/outcomes/types";
import type { TrainingProgress } from "@/lib/core/training/input";
import type { ContenderKind, TrainingReport } from "@/lib/core/training/report";
import type { TimeContext } from "@/lib/present/format";
import type { RunStatus, TrainingSettings } from "./types";

/** What a new run may be asked for. */
export interface NewRunData {
  readonly outcomes: readonly {
    readonly outcome: string;
    readonly label: string;
    /** "3,561 positive, 5,679 negative, 0 undecided" */
    readonly counts: string;
    readonly isDated: boolean;
    readonly settings: TrainingSettings["outcome"];
  }[];
  /** Key of the outcome that the workspace predicts, and when it looks at leads. */
  readonly predicted: string;
  readonly moment: PredictionMoment;
  readonly isDated: boolean;
  /** Event types for "once a behaviour is shown". */
  readonly eventTypes: readonly string[];
}

export interface FindingRow {
  readonly key: string;
  readonly label: string;
  readonly verdict: LeakageVerdict;
  readonly auc: number | null;
  readonly why: string;
}

/** A run that was checked and waits for a person. */
export interface CheckedData {
  readonly id: string;
  readonly outcome: string;
  readonly moment: string;
  readonly isPointInTime: boolean;
  readonly rows: number;
  readonly positives: number;
  readonly enough: boolean;
  readonly sufficiency: string;
  readonly dropped: readonly string[];
  readonly order: "time" | "rows" | "kfold";
  readonly findings: readonly FindingRow[];
  readonly waiting: readonly {
    readonly moment: string;
    readonly rows: number;
    readonly auc: number | null;
  }[];
  readonly mayTrain: boolean;
}

/** A run that somebody waits for. */
export interface RunningData {
  readonly id: string;
  readonly status: RunStatus;
  readonly outcome: string;
  readonly moment: string;
  readonly startedAt: number | null;
  readonly now: number;
  readonly rows: number | null;
  readonly leftOut: readonly string[];
  readonly progress: TrainingProgress | null;
  readonly ruleVersion: string;
  readonly mayTrain: boolean;
}

export interface EndedData {
  readonly id: string;
  readonly status: "refused" | "failed" | "cancelled";
  readonly message: string;
  readonly outcome: string;
  readonly dropped: readonly string[];
  readonly mayTrain: boolean;
}

export interface DoneData {
  readonly id: string;
  readonly report: TrainingReport;
  /** Whom the page is about. */
  readonly subject: ContenderKind;
  readonly outcome: string;
  readonly moment: string;
  readonly trainedBy: string;
  readonly trainedAt: string;
  readonly dataHash: string;
  readonly workspace: string;
  readonly time: TimeContext;
  /** Models of the run, by kind, with their version where published. */
  readonly models: readonly {
    readonly id: string;
    readonly kind: string;
    readonly version: string | null;
    readonly hash: string;
  }[];
  /** What scores the leads now. */
  readonly activeId: string | null;
  readonly mayPublish: boolean;
}

export type RunPageData =
  | { readonly view: "checked"; readonly data: CheckedData }
  | { readonly view: "running"; readonly data: RunningData }
  | { readonly view: "ended"; readonly data: EndedData }
  | { readonly view: "done"; readonly data: DoneData };

/** What reading a file by a plan, without writing, has found. */
export interface PlanCheck {
  readonly checkedRows: number;
  /** False where only the beginning of a long file was read. */
  readonly isWhole: boolean;
  readonly rejected: number;
  readonly problems: readonly {
    readonly reason: string;
    readonly rows: number;
    readonly firstLine: number;
    readonly value: string | null;
  }[];
  readonly newLeads: number;
  readonly knownLeads: number;
  readonly flags: Readonly<Record<string, number>>;
  readonly outcomes: {
    readonly positive: number;
    readonly negative: number;
    readonly undecided: number;
  } | null;
}

import type { ReactNode } from "react";

/** Where one column's sorting leads: the state lives in the URL. */
export interface ColumnSort {
  /** The list sorted by this column, or the other way round if it already is. */
  href: string;
  /** null while another column sorts. */
  direction: "asc" | "desc" | null;
}

export interface DataColumn<Row> {
  id: string;
  header: string;
  /** Header for screen readers only. */
  hideHeader?: boolean | undefined;
  cell: (row: Row) => ReactNode;
  /** CSS width; one column at least stays without and takes the rest. */
  width?: string | undefined;
  align?: "left" | "right" | undefined;
  sort?: ColumnSort | undefined;
  /** Its content becomes the row's link; exactly one column. */
  primary?: boolean | undefined;
  /** Left out below this breakpoint: lg 1,024, xl 1,200, 2xl 1,440. */
  hideBelow?: "lg" | "xl" | "2xl" | undefined;
  /** Holds controls of its own, so it lies above the row's link. */
  interactive?: boolean | undefined;
}

/** What a selection bar gets. */
export interface Selection {
  ids: readonly string[];
  /** Every row of the page is among them. */
  wholePage: boolean;
  clear: () => void;
}

"use client";
import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef } from "react";
import { cn } from "../ui/cn";
import { MobileList } from "./mobile-list";
import { SelectionBar } from "./selection-bar";
import { TableBody, TableHead } from "./table-parts";
import type { DataColumn, Selection } from "./types";
import { useRowKeys } from "./use-row-keys";

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
export type DataTableFeatures = typeof features;

export interface DataTableProps<Row extends object> {
  /** Accessible name. */
  label: string;
  /** Stable while the data is the same: a fresh array resets nothing but costs a render. */
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  rowId: (row: Row) => string;
  rowHref: (row: Row) => string;
  /** Names the row for "Select Elena Marchetti". */
  rowName: (row: Row) => string;
  /** Ids of columns left out by choice; the page keeps them in the URL. */
  hiddenColumns?: readonly string[] | undefined;
  /** In place of "3 selected", where the selection reaches beyond the rows. */
  selectionText?: ((selection: Selection) => string | null) | undefined;
  /** Actions of the floating bar; leave out for a table without selection. */
  selectionActions?: ((selection: Selection) => ReactNode) | undefined;
  /** A row on a phone, inside the row's link. */
  renderMobile: (row: Row) => ReactNode;
  /** In place of the rows where there are none. */
  empty: ReactNode;
  /** Under the rows: "All 16 watched leads", paging. */
  footer?: ReactNode;
  /** Pixels at which the header sticks: what stands sticky above it. */
  stickyTop?: number | undefined;
  /** Old rows stay, faded, while new ones are fetched. */
  pending?: boolean | undefined;
}

/**
 * Rows of 48 px with a sticky header, selection with Shift, J / K / Enter / X, and a list in its place on a phone.
 * Sorting, filtering, paging and visible columns belong to the page and live in the URL.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    label,
    rows,
    columns,
    rowId,
    rowName,
    hiddenColumns,
    selectionActions,
    selectionText,
    renderMobile,
    empty,
    footer,
    stickyTop = 48,
    pending,
  } = props;
  const root = useRef<HTMLDivElement>(null);
  const defs = useMemo(() => {
    const helper = createColumnHelper<DataTableFeatures, Row>();
    return columns.map((column) =>
      helper.display({
        id: column.id,
        header: () => column.header,
        cell: ({ row }) => column.cell(row.original),
      }),
    );
  }, [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const columnVisibility = useMemo(
    () => Object.fromEntries((hiddenColumns ?? []).map((id) => [id, false])),
    [hiddenColumns],
  );
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: rowId,
    state: { columnVisibility },
    enableRowSelection: selectionActions !== undefined,
    isRowRangeSelectionEvent: (event) => Boolean((event as { shiftKey?: boolean }).shiftKey),
  });
  const visible = table.getRowModel().rows;
  const selectedIds = visible.filter((row) => row.getIsSelected()).map((row) => row.id);
  const selectable = selectionActions !== undefined;
  // The handler reads `checked` and `shiftKey` off the event; keys have no event with both.
  const toggle = (id: string, range: boolean) => {
    const row = visible.find((candidate) => candidate.id === id);
    row?.getToggleSelectedHandler()({ target: { checked: !row.getIsSelected() }, shiftKey: range });
  };
  const clear = () => table.resetRowSelection(true);
  useRowKeys(root, selectable ? { toggle, clear } : {});

  const selection = { ids: selectedIds, wholePage: selectedIds.length === visible.length, clear };
  const shown = columns.filter((column) => columnVisibility[column.id] !== false);
  return (
    <div
      ref={root}
      aria-busy={pending || undefined}
      className={cn("transition-opacity duration-(--base)", pending && "opacity-60")}
    >
      <table aria-label={label} className="w-full table-fixed border-separate border-spacing-0 max-md:hidden">
        <TableHead
          columns={shown}
          stickyTop={stickyTop}
          select={
            selectable && visible.length > 0
              ? {
                  all: selectedIds.length === visible.length,
                  some: selectedIds.length > 0 && selectedIds.length < visible.length,
                  onToggle: () => table.toggleAllRowsSelected(selectedIds.length !== visible.length),
                }
              : selectable
          }
        />
        <TableBody
          rows={visible.map((row) => ({ id: row.id, original: row.original, selected: row.getIsSelected() }))}
          columns={shown}
          rowHref={props.rowHref}
          rowName={rowName}
          onToggle={selectable ? toggle : undefined}
        />
      </table>
      {visible.length > 0 ? (
        <MobileList
          label={label}
          items={visible.map((row) => ({
            id: row.id,
            href: props.rowHref(row.original),
            content: renderMobile(row.original),
          }))}
        />
      ) : (
        <div className="px-6 max-md:px-4">{empty}</div>
      )}
      {footer ? <div className="px-6 py-3 text-12 text-ink-3 max-md:px-4">{footer}</div> : null}
      {selectionActions && selectedIds.length > 0 ? (
        <SelectionBar text={selectionText?.(selection) ?? `${selectedIds.length} selected`} onClear={clear}>
          {selectionActions(selection)}
        </SelectionBar>
      ) : null}
    </div>
  );
}

import type { Figures } from "./figures";
import type { Peer } from "./peer";
import { type LeadTable, makeTable, type TableFiles, writeTable } from "./table";

/** What every part of the bench shares: the tables, on disk for the peer and in memory for us, and who prints. */
export interface Room {
  readonly folder: string;
  readonly figures: Figures;
  readonly peer: Peer | null;
  /** 100,000 leads that nobody is trained on. */
  readonly heldOut: LeadTable;
  /** A table to train on; the peer has read it too. */
  table(name: string, rows: number): Promise<LeadTable>;
  /** Has another peer read a table. */
  show(peer: Peer | null, table: LeadTable): Promise<void>;
  forget(name: string): Promise<void>;
}

const HELD_OUT_ROWS = 100_000;
const HELD_OUT_SEED = 99;

export async function openRoom(folder: string, figures: Figures, peer: Peer | null): Promise<Room> {
  const written = new Map<string, TableFiles>();
  const show = async (to: Peer | null, table: LeadTable) => {
    if (!to) return;
    const files = written.get(table.name) ?? writeTable(folder, table);
    written.set(table.name, files);
    await to.ask("load", { name: table.name, columns: table.columns, ...files });
  };
  const table = async (name: string, rows: number, seed = rows) => {
    const made = makeTable(name, rows, seed);
    await show(peer, made);
    return made;
  };
  return {
    folder,
    figures,
    peer,
    heldOut: await table("held_out", HELD_OUT_ROWS, HELD_OUT_SEED),
    table: (name, rows) => table(name, rows),
    show,
    forget: async (name) => {
      await peer?.ask("unload", { name });
    },
  };
}

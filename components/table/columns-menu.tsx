"use client";
import { Columns3 } from "lucide-react";
import { Button } from "../ui/button";
import { Menu, MenuCheck, MenuHeading } from "../ui/menu";

interface ColumnsMenuProps {
  columns: readonly { id: string; label: string; visible: boolean; fixed?: boolean | undefined }[];
  /** The page writes it into the URL. */
  onToggle: (id: string, visible: boolean) => void;
}

/** Which columns the list shows. */
export function ColumnsMenu({ columns, onToggle }: ColumnsMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="quiet" icon={<Columns3 aria-hidden="true" />} className="max-md:hidden">
          Columns
        </Button>
      }
    >
      <MenuHeading>Columns</MenuHeading>
      {columns.map((column) => (
        <MenuCheck
          key={column.id}
          checked={column.visible}
          disabled={column.fixed}
          onCheckedChange={(next) => onToggle(column.id, next)}
        >
          {column.label}
        </MenuCheck>
      ))}
    </Menu>
  );
}

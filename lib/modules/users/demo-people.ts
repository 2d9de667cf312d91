import type { Role } from "@/lib/platform/auth/roles";

export const DEMO_WORKSPACE = "Halden";
/** Known to everybody, and therefore never given to an account outside the demo workspace. */
export const DEMO_PASSWORD = "firstcall-demo";

export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** Who works in the demo workspace. The seed makes them; the sign-in page of a demo offers them. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: "Maya Lindqvist", email: "maya@halden.example", role: "rep" },
  { name: "Tomás Ferreira", email: "tomas@halden.example", role: "rep" },
  { name: "Priya Nair", email: "priya@halden.example", role: "rep" },
  { name: "Ruth Adeyemi", email: "ruth@halden.example", role: "manager" },
  { name: "Henrik Dahl", email: "henrik@halden.example", role: "manager" },
  { name: "Sofia Reyes", email: "sofia@halden.example", role: "manager" },
  { name: "Daniel Okafor", email: "daniel@halden.example", role: "revops" },
  { name: "Hélène Aubert", email: "helene@halden.example", role: "leader" },
  { name: "Jonas Weber", email: "jonas@halden.example", role: "admin" },
];

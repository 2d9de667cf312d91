import { ROLE_LABELS, ROLE_PURPOSES, ROLES } from "@/lib/platform/auth/roles";

export const roleOptions = ROLES.map((role) => ({
  value: role,
  label: ROLE_LABELS[role],
  hint: ROLE_PURPOSES[role],
}));

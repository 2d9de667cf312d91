/** What the product writes itself when a lead changes: nobody else may state it. */
const OWN_TYPES: ReadonlySet<string> = new Set(["attributes_set", "status_changed"]);

/** Whether somebody who has a secret key may state events of this type. */
export const isStatedEventType = (type: string): boolean => !OWN_TYPES.has(type);

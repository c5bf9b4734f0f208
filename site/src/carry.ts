import type { Parts, TaskName, Tasks } from "./messages.js";

/* What workers carry out. */

/** How much a page takes on; the command line takes more. */
export const limits = { maxTerms: 3000, minutes: 1, gigabytes: 1 } as const;

export type Tell<Name extends TaskName> = (part: Parts[Name]) => void;
export type Carry = { readonly [Name in TaskName]: (task: Tasks[Name], tell: Tell<Name>) => Promise<void> };

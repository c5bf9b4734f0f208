import { UserError } from "../foundation/errors.js";

/* Commands that do several things: which flags each of them looks at. */

/** The flags that every command has, and those of budgets, which are no mistake anywhere. */
const common: readonly string[] = ["format", "json", "output", "color", "quiet", "maxMinutes", "maxMemory"];

/** The name of a flag as it is typed. */
export const typedFlag = (name: string): string =>
  `--${
    name.length === 1
      ? name
      : name
          .replace(/^C(?=[BW]$)/, "C-")
          .replace(/^C-B$/, "C-b")
          .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  }`;

/**
 * Refuses flags that would be passed over.
 * @param what the thing that is done, as messages call it
 * @param flagsOf what each thing looks at
 * @throws UserError saying where the flag belongs
 */
export function requireUsed<What extends string>(
  what: What,
  flags: object,
  flagsOf: { readonly [What in string]: readonly string[] },
): void {
  const used = [...(flagsOf[what] ?? []), ...common];
  const idle = Object.entries(flags).find(([name, value]) => value !== undefined && !used.includes(name))?.[0];
  if (idle === undefined) return;
  const where = Object.entries(flagsOf).flatMap(([other, names]) => (names.includes(idle) ? [other] : []));
  throw new UserError("flag", `${typedFlag(idle)} says nothing about ${what}\nexpected it with ${where.join(", ")}`);
}

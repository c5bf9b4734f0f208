import { DefectError } from "../foundation/errors.js";

/** The outcome of every independent check of a result. Plain data, carried by the result itself. */
export interface Certificate {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/** One independent check of a result, and how it came out. */
export interface Check extends Finding {
  readonly name: string;
}

/** How a check came out. */
export interface Finding {
  readonly passed: boolean;
  /** The figures that were compared. */
  readonly detail: string;
}

/** A way to check claims of one kind. docs/proofs.md lists them all, with the tests that make each of them fail. */
export interface CheckOf<Claim> {
  readonly name: string;
  /** To which results it applies. */
  readonly of: string;
  /** What would have to be wrong for it to pass all the same. */
  readonly cannotSee: string;
  /** Whether `certify` alone makes it: it costs more than the enumeration. */
  readonly isThorough?: boolean;
  /** Looks at a claim; undefined where it has nothing to say about it. */
  readonly look: (claim: Claim) => Finding | undefined;
}

/** The outcome of checks as a certificate. */
export const certificateOf = (checks: readonly Check[]): Certificate => ({
  passed: checks.every(({ passed }) => passed),
  checks,
});

/** Makes checks of a claim: all, or those that are made on every result. */
export const checked = <Claim>(
  claim: Claim,
  checks: readonly CheckOf<Claim>[],
  { thorough }: { readonly thorough: boolean },
): Check[] =>
  checks
    .filter(({ isThorough = false }) => thorough || !isThorough)
    .flatMap(({ name, look }) => {
      const finding = look(claim);
      return finding === undefined ? [] : [{ name, ...finding }];
    });

/** @throws DefectError with the checks that failed, if any did. */
export function requireConfirmed(what: string, checks: readonly Check[]): void {
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw new DefectError(
    [
      `the result for ${what} is not confirmed by its own proof`,
      ...failed.map(({ name, detail }) => `${name}: ${detail}`),
    ].join("\n"),
  );
}

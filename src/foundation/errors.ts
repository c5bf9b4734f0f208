/** What went wrong, in a word that docs/errors.md explains. */
export type ErrorCode =
  /** the request's text is not in the language */
  | "request/syntax"
  /** the request is in the language but names nothing that exists */
  | "request/meaning"
  /** the request is right, but this version cannot carry it out */
  | "request/unsupported"
  /** the work asked for is larger than the budget */
  | "budget"
  /** an id that spells no diagram */
  | "id"
  /** a flag of the command line */
  | "flag"
  /** a file that cannot be read or written */
  | "file"
  /** an activation that is not a function of x, or has no Gaussian averages */
  | "activation"
  /** a network whose parameters make no sense */
  | "network"
  /** a user's template */
  | "template";

/** An error that a user can cause and mend. Its message is all that is shown: no stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** A result that its own proof does not confirm: a defect of oneovern, never of the user. */
export class DefectError extends Error {
  override readonly name = "DefectError";
}

/** A work that the user has ended before there was anything to report. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

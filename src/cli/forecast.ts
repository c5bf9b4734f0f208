import { type Command, InvalidArgumentError } from "commander";
import { UserError } from "../foundation/errors.js";
import { type Budget, defaultGigabytes, defaultMinutes, durationText } from "../foundation/forecast.js";
import type { Observer, Steps } from "../foundation/observer.js";
import { defaultTolerance } from "../numbers/averages/shared-averages.js";
import { positiveInteger, type Surroundings } from "./context.js";

/* Word of work that takes long, and its end where it would take too long, for work whose steps are much alike. */

/** The flags of what a work may take, and of how well it is done. */
export interface BudgetFlags {
  readonly maxMinutes?: number;
  readonly maxMemory?: number;
  readonly tolerance?: number;
  readonly quiet?: true;
}

/** Adds the flags of what a work may be forecast to take. */
export const withBudgetFlags = (command: Command): Command =>
  command
    .option("--max-minutes <n>", `refuse what is forecast to take longer (default ${defaultMinutes})`, positiveInteger)
    .option(
      "--max-memory <GB>",
      `refuse what is forecast to take more memory (default ${defaultGigabytes} GB)`,
      positiveInteger,
    );

/** Adds the flag of the error that averages over several inputs may have. */
export const withToleranceFlag = (command: Command): Command =>
  command.option(
    "--tolerance <error>",
    `the error that averages over several inputs may have, as a part of their size (default ${defaultTolerance})`,
    toleranceOf,
  );

const [finestTolerance, coarsestTolerance] = [1e-13, 0.01];

function toleranceOf(text: string): number {
  const value = /^\d*\.?\d*(?:e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value >= finestTolerance && value <= coarsestTolerance))
    throw new InvalidArgumentError(`Expected a number from ${finestTolerance} to ${coarsestTolerance}, such as 1e-8.`);
  return value;
}

/** How many minutes a work may be forecast to take. */
const minutesOf = ({ maxMinutes }: BudgetFlags): number => maxMinutes ?? defaultMinutes;

/** The budget of the flags, and word on standard error of work that takes long. */
export const numberOptions = (
  flags: BudgetFlags,
  surroundings: Pick<Surroundings, "stderr">,
): Budget & { readonly tolerance?: number; readonly observer: Observer } => ({
  minutes: minutesOf(flags),
  gigabytes: flags.maxMemory ?? defaultGigabytes,
  ...(flags.tolerance === undefined ? {} : { tolerance: flags.tolerance }),
  observer: {
    watched: (what) => watched(what, flags, surroundings),
    followed: (steps) => followed(steps, flags, surroundings),
    announced: (what, seconds) => announce(what, seconds, flags, surroundings),
    warned: (text) => {
      if (!flags.quiet) surroundings.stderr.write(`warning: ${text}\n`);
    },
  },
});

/**
 * A second's work says how long the rest will take; what takes less than the second number is not spoken of, but on a
 * terminal.
 */
const [firstLook, worthAWord] = [1, 10];
/** Seconds between two looks, for steps that are short. */
const betweenWords = 0.2;

/** Says on standard error how long a work is forecast to take, where that is worth a word. */
export function announce(
  what: string,
  seconds: number,
  { quiet }: BudgetFlags,
  { stderr }: Pick<Surroundings, "stderr">,
): void {
  if (seconds > worthAWord && !quiet) stderr.write(`${what}: ${durationText(seconds)}\n`);
}

/**
 * Watches the steps of a work: told how many of how many are done, it says on standard error how long the rest will
 * take, once, or on a terminal all the while; and after a second of work it refuses what would take longer than the
 * budget.
 * @param what names the work, its steps, and what would make it smaller, where that is not fewer of them: ["a flow",
 * "layers"]
 */
export function watched(
  [what, steps, smaller = `fewer ${steps}`]: readonly [string, string, string?],
  flags: BudgetFlags,
  { stderr }: Pick<Surroundings, "stderr">,
): Steps {
  const start = performance.now();
  const isLive = stderr.isTTY === true && !flags.quiet;
  let looked = false;
  let first = 0;
  return (done, total) => {
    const seconds = (performance.now() - start) / 1000;
    // The first steps also make what all others use: they are no measure of those, where there are others.
    if (done === 1) first = seconds;
    if (done >= total) {
      if (isLive && looked) stderr.write("\r\x1b[K");
      return;
    }
    if (seconds < firstLook || done < 1) return;
    const left = (done === 1 ? seconds : (seconds - first) / (done - 1)) * (total - done);
    if (!looked && seconds + left > 60 * minutesOf(flags))
      throw new UserError(
        "budget",
        `${what} of ${total} ${steps} would take ${durationText(seconds + left)}; the budget is ${durationText(60 * minutesOf(flags))}\nexpected ${smaller}, or --max-minutes ${Math.ceil(((seconds + left) / 60) * 1.2)}`,
      );
    if (isLive) stderr.write(`\r\x1b[K${done} of ${total} ${steps}, ${durationText(left)} left`);
    else if (!looked && left > worthAWord && !flags.quiet)
      stderr.write(`${what} of ${total} ${steps}: ${durationText(seconds + left)}\n`);
    looked = true;
  };
}

/** Steps that are not alike tell nothing of the rest before so large a part of them is done. */
const tellingPart = 0.03;

/**
 * Follows a work on a terminal: how many steps of how many are done, where it is wanted at which rate, and about how long
 * the rest will take.
 */
export function followed(
  steps: string,
  { quiet }: BudgetFlags,
  { stderr }: Pick<Surroundings, "stderr">,
  saysRate = false,
): Steps {
  const start = performance.now();
  if (stderr.isTTY !== true || quiet) return () => undefined;
  let spoken = 0;
  return (done, total) => {
    const seconds = (performance.now() - start) / 1000;
    if (done >= total) {
      if (spoken > 0) stderr.write("\r\x1b[K");
      return;
    }
    if (seconds < firstLook || seconds < spoken + betweenWords) return;
    spoken = seconds;
    const left = done < tellingPart * total ? "" : `, ${durationText((seconds * (total - done)) / done)} left`;
    const rate = saysRate ? `, ${Number((done / seconds).toPrecision(2))} a second` : "";
    stderr.write(`\r\x1b[K${done} of ${total} ${steps}${rate}${left}`);
  };
}

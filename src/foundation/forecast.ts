import { UserError } from "./errors.js";

/* How long a work will take and how much memory, told before it is begun, and what is refused of it. */

/** A forecast, right to a factor of two or three: of a machine of today, with nothing else to do. */
export interface Forecast {
  readonly seconds: number;
  readonly bytes: number;
}

/** How many minutes a work may be forecast to take unless the user says otherwise. */
export const defaultMinutes = 15;

/** How many gigabytes of memory a work may be forecast to take unless the user says otherwise. */
export const defaultGigabytes = 4;

/** What a work may be forecast to take. */
export interface Budget {
  /** In minutes (default 15). */
  readonly minutes?: number;
  /** In gigabytes of memory (default 4). */
  readonly gigabytes?: number;
}

/**
 * Refuses what is forecast to take longer, or more memory, than the budget.
 * @param what names the work, for the message
 * @param expected what would make it smaller
 * @throws UserError (budget)
 */
export function requireForecast(
  { seconds, bytes }: Forecast,
  { minutes = defaultMinutes, gigabytes = defaultGigabytes }: Budget,
  what: string,
  expected: string,
): void {
  const [isLong, isLarge] = [seconds > 60 * minutes, bytes > 1e9 * gigabytes];
  if (!isLong && !isLarge) return;
  // What no machine has, or no user waits for, is not offered.
  const isPossible = seconds < 1e9 && bytes < 1e13;
  const flags = [
    ...(isLong ? [`--max-minutes ${upTo(seconds / 60)}`] : []),
    ...(isLarge ? [`--max-memory ${upTo(bytes / 1e9)}`] : []),
  ];
  throw new UserError(
    "budget",
    `${what} would take ${durationText(seconds)} and ${memoryText(bytes)}; the budget is ${durationText(60 * minutes)} and ${memoryText(1e9 * gigabytes)}\nexpected ${expected}${isPossible ? `, or ${flags.join(" and ")}` : ""}`,
  );
}

/** The next number of one digit and zeros. */
function upTo(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / power) * power;
}

const units: readonly (readonly [string, number])[] = [
  ["second", 1],
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["year", 365.25 * 86_400],
];

/** A time in words: about 12 seconds, about 3 hours. */
export function durationText(seconds: number): string {
  const [name, size] = units.findLast(([, length]) => seconds >= 2 * length) ?? (units[0] as [string, number]);
  const count = Math.max(1, Math.round(seconds / size));
  return count > 1e6 ? "ages" : `about ${count} ${name}${count === 1 ? "" : "s"}`;
}

/** An amount of memory in words: 40 MB, 5.5 GB. */
export function memoryText(bytes: number): string {
  const [size, name] = bytes >= 1e12 ? [1e12, "TB"] : bytes >= 1e9 ? [1e9, "GB"] : [1e6, "MB"];
  return `${Number((Math.max(1e6, bytes) / size).toPrecision(2))} ${name}`;
}

/** The last item of a list that is made step by step, and has one. */
export function lastOf<T>(items: Iterable<T>): T {
  let last: T | undefined;
  for (const item of items) last = item;
  return last as T;
}

/**
 * The items of a list that is made step by step, with word of each as it is done, and of the end where that comes
 * before all steps are.
 */
export function* told<T>(
  items: Iterable<T>,
  total: number,
  onStep: ((done: number, total: number) => void) | undefined,
): Generator<T> {
  let done = 0;
  try {
    for (const item of items) {
      yield item;
      onStep?.(++done, total);
    }
  } finally {
    if (done < total) onStep?.(total, total);
  }
}

/**
 * Whom long work tells of itself: the command line says it on standard error; where nobody is given, nothing is said.
 */
export interface Observer {
  /**
   * A work in steps that are much alike begins. What is returned is told how many of how many are done; it may throw,
   * to end the work.
   * @param what the work, its steps, and what would make it smaller, where that is not fewer of them: ["a flow",
   * "layers"]
   */
  readonly watched: (what: readonly [work: string, steps: string, smaller?: string]) => Steps;
  /** A work in steps that are not alike begins, of which the forecast is known: word of its progress, and no more. */
  readonly followed: (steps: string) => Steps;
  /** A work is forecast to take so many seconds. */
  readonly announced: (what: string, seconds: number) => void;
  /** What a result is worth is in doubt. */
  readonly warned: (text: string) => void;
}

/** Told of the steps of a work. */
export type Steps = (done: number, total: number) => void;

/** Tells nobody. */
export const unobserved: Observer = {
  watched: () => () => undefined,
  followed: () => () => undefined,
  announced: () => undefined,
  warned: () => undefined,
};

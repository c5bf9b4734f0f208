import { InterruptedError } from "../foundation/errors.js";
import type { Surroundings } from "./context.js";
import { codeOfSignal } from "./output.js";

/* How commands end that draw at random: with the code of their verdict, or of what interrupted them. */

/** What prediction and measurement came to. */
export type Outcome = "agree" | "disagree" | "no test";

const interruptedCode = codeOfSignal("SIGINT");
const codes: { readonly [outcome in Outcome]: number } = { agree: 0, disagree: 1, "no test": 3 };

/** The exit code of a report; of one without a verdict that of no test. */
export const verdictCode = ({
  interrupted,
  outcome = "no test",
}: {
  readonly interrupted: boolean;
  readonly outcome: Outcome | undefined;
}): number => (interrupted ? interruptedCode : codes[outcome]);

/** Carries out work that Ctrl-C may end before there is anything to report. */
export async function unlessInterrupted(
  { stderr }: Surroundings,
  exit: (code: number) => void,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    stderr.write(`${error.message}\n`);
    exit(interruptedCode);
  }
}

import { InvalidArgumentError } from "commander";
import { stream } from "../../compile.js";
import { diagramLine } from "../../emit/json.js";
import {
  type AddCommand,
  type CommonFlags,
  checkFlags,
  deliver,
  formatName,
  positiveInteger,
  requestText,
  requireOneOf,
  withOutputFlags,
} from "../context.js";

interface StreamFlags extends CommonFlags {
  readonly limit?: number;
  readonly shard?: readonly [number, number];
}

/** `diagrams`: one record a diagram, as they are found. */
export const diagramsCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("diagrams"), ["json (one record a line)", "dot"])
    .description("a stream of diagrams, one record a line, in constant memory")
    .argument("<request...>", "what to enumerate")
    .option("--limit <n>", "stop after so many", positiveInteger)
    .option("--shard <i/m>", "every m-th diagram only, beginning with the i-th", shard)
    .option("--max-terms <n>", "refuse a request with more diagrams (default: no bound)", positiveInteger)
    .action(async (words: string[], flags: StreamFlags) => {
      const format = formatName(flags, "json");
      requireOneOf(format, ["json", "ndjson", "dot"], "format");
      await checkFlags(flags);
      const terms = stream(await requestText(words, surroundings), {
        ...(flags.limit === undefined ? {} : { limit: flags.limit }),
        ...(flags.shard === undefined ? {} : { shard: flags.shard }),
        ...(flags.maxTerms === undefined ? {} : { maxTerms: flags.maxTerms, maxBracket: flags.maxTerms }),
        ...(surroundings.passes ? { passes: surroundings.passes } : {}),
      });
      // Graphviz is loaded only for DOT; the first record is made before anything is written.
      const record =
        format === "dot"
          ? await import("../../emit/dot.js").then(
              ({ diagramDot }) =>
                (term: Parameters<typeof diagramLine>[0]) =>
                  diagramDot(term.diagram),
            )
          : diagramLine;
      await deliver(records(terms, record), flags, surroundings);
    });
};

function* records<T>(terms: Iterable<T>, record: (term: T) => string): Generator<string> {
  for (const term of terms) yield record(term);
}

function shard(text: string): readonly [number, number] {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  const [i, m] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || i < 1 || i > m) throw new InvalidArgumentError("Expected i/m with 1 <= i <= m, such as 1/4.");
  return [i, m];
}

import { InvalidArgumentError } from "commander";
import { formatId } from "../../diagram/id.js";
import { diagramLine } from "../../emit/json.js";
import type { Request } from "../../language/request.js";
import { type StreamOptions, stream, streamClasses } from "../../stream.js";
import {
  type AddCommand,
  type CommonFlags,
  checkFlags,
  deliver,
  equalWidthsOption,
  expandPermsOption,
  formatName,
  positiveInteger,
  requestOf,
  requireOneOf,
  withOutputFlags,
} from "../context.js";

interface StreamFlags extends CommonFlags {
  readonly limit?: number;
  readonly shard?: readonly [number, number];
}

/** `diagrams`: one record a diagram, as they are found. */
export const diagramsCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("diagrams"), ["json or ndjson (one record a line)", "id", "dot"])
    .description("a stream of diagrams, one record a line, in constant memory")
    .argument("<request...>", "what to enumerate")
    .option("--limit <n>", "stop after so many", positiveInteger)
    .option("--shard <i/m>", "every m-th diagram only, beginning with the i-th", shard)
    .addOption(equalWidthsOption())
    .addOption(expandPermsOption())
    .option("--max-terms <n>", "refuse a request with more diagrams (default: no bound)", positiveInteger)
    .action(async (words: string[], flags: StreamFlags) => {
      const format = formatName(flags, "json");
      requireOneOf(format, Object.keys(records), "format");
      await checkFlags(flags);
      const request = await requestOf(words, flags, surroundings);
      const options: StreamOptions = {
        ...(flags.limit === undefined ? {} : { limit: flags.limit }),
        ...(flags.shard === undefined ? {} : { shard: flags.shard }),
        ...(flags.maxTerms === undefined ? {} : { maxTerms: flags.maxTerms, maxBracket: flags.maxTerms }),
        ...(flags.expandPerms ? { expandPerms: true } : {}),
        ...(surroundings.passes ? { passes: surroundings.passes } : {}),
      };
      const listed = await (records[format] as (typeof records)[string])(request, options);
      await deliver(listed, flags, surroundings);
    });
};

/** The records of each format, made one by one. Graphviz is loaded only for DOT. */
const records: {
  readonly [format: string]: (
    request: string | Request,
    options: StreamOptions,
  ) => Iterable<string> | Promise<Iterable<string>>;
} = {
  json: (request, options) => each(stream(request, options), diagramLine),
  ndjson: (request, options) => each(stream(request, options), diagramLine),
  id: (request, options) => each(streamClasses(request, options), ({ diagram }) => `${formatId(diagram)}\n`),
  dot: async (request, options) => {
    const { diagramDot } = await import("../../emit/dot.js");
    return each(streamClasses(request, options), ({ diagram }) => diagramDot(diagram));
  },
};

function* each<T>(items: Iterable<T>, record: (item: T) => string): Generator<string> {
  for (const item of items) yield record(item);
}

function shard(text: string): readonly [number, number] {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  const [i, m] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || i < 1 || i > m) throw new InvalidArgumentError("Expected i/m with 1 <= i <= m, such as 1/4.");
  return [i, m];
}

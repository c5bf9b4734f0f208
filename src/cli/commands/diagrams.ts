import { InvalidArgumentError } from "commander";
import { rowId, streamedAction } from "../../answer/action/diagrams.js";
import { classesIn, defaultMaxBracket } from "../../answer/budget.js";
import { type HandStream, streamInHand } from "../../answer/hand-stream.js";
import { scalingDiagrams, scalingRow } from "../../answer/scaling/diagrams.js";
import { checksumOf, sealOf } from "../../answer/shards.js";
import { type StreamOptions, stream, streamClasses } from "../../answer/stream.js";
import { plainTrace } from "../../documents/action/general.js";
import { plainRow } from "../../documents/action/rows.js";
import { classLine, diagramLine } from "../../documents/json.js";
import { recordWriter } from "../../documents/records.js";
import { plainScalingRow } from "../../documents/scaling/series.js";
import { UserError } from "../../foundation/errors.js";
import type { ClassInHand } from "../../graphs/hand.js";
import { formatId } from "../../graphs/id.js";
import { type Bytes, emptyBytes, writeId, writeLineEnd } from "../../graphs/spelling.js";
import { locateRequest, type Request } from "../../language/request.js";
import { actionRequest, objectOf } from "../../language/support.js";
import { scalingId } from "../../theory/scaling/diagram.js";
import {
  type AddCommand,
  type CommonFlags,
  deliver,
  equalWidthsOption,
  expandPermsOption,
  formatName,
  maxBracketOption,
  positiveInteger,
  requestOf,
  requireOneOf,
  type Surroundings,
  withOutputFlags,
} from "../context.js";
import { followed } from "../forecast.js";
import { sealLine } from "../shard-files.js";
import { summaries } from "../summaries.js";

const formats = ["json", "ndjson", "id", "dot"];

interface StreamFlags extends CommonFlags {
  readonly limit?: number;
  readonly shard?: readonly [number, number];
  readonly after?: string;
  readonly maxBracket?: number;
  readonly terms: boolean;
}

/** `diagrams`: one record a diagram, as they are found. */
export const diagramsCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("diagrams"), ["json or ndjson (one record a line)", "id", "dot"])
    .description(summaries.diagrams.does)
    .argument(summaries.diagrams.takes, "what to enumerate")
    .option("--limit <n>", "stop after so many", positiveInteger)
    .option("--shard <i/m>", "the i-th of m equal parts only, sealed, for oneovern merge", shard)
    .option("--after <id>", "go on behind this diagram")
    .addOption(equalWidthsOption())
    .addOption(expandPermsOption())
    .option("--max-terms <n>", "refuse a request of which more would be listed (default: no bound)", positiveInteger)
    .addOption(maxBracketOption(defaultMaxBracket))
    .option("--no-terms", "in json and ndjson: all but the terms, for diagrams whose brackets are too large")
    .action(async (words: string[], flags: StreamFlags) => {
      const format = formatName(flags, "json");
      requireOneOf(format, formats, "format");
      const request = await requestOf(words, flags, surroundings);
      const object = objectOf(request);
      if (object === "scaling" || object === "action") {
        if (flags.after !== undefined)
          throw new UserError("flag", "--after is for diagrams of V_2k and K\nexpected --shard, or none of both");
        await deliver(await ofSubject[object](format, request, flags), flags, surroundings);
        return;
      }
      const options: StreamOptions = {
        ...(flags.limit === undefined ? {} : { limit: flags.limit }),
        ...(flags.shard === undefined ? {} : { shard: flags.shard }),
        ...(flags.after === undefined ? {} : { after: flags.after }),
        ...(flags.maxTerms === undefined ? {} : { maxTerms: flags.maxTerms }),
        ...(flags.maxBracket === undefined ? {} : { maxBracket: flags.maxBracket }),
        ...(flags.expandPerms ? { expandPerms: true } : {}),
        ...(surroundings.passes ? { passes: surroundings.passes } : {}),
      };
      if (!flags.terms) requireNoTermsPossible(format, request);
      const hand = format === "dot" ? undefined : streamInHand(request, options);
      const listed = hand
        ? inHand(hand, format, flags, progressOf(hand, flags, surroundings))
        : await oneByOne(request, options, format, flags);
      await deliver(listed, flags, surroundings);
    });
};

/** How many bytes of records are written at a time. */
const chunk = 1 << 16;

/** The records of a stream by hand, the first at once, then many at a time; of a shard with its seal at the end. */
function* inHand(
  listing: HandStream,
  format: string,
  { terms, shard, limit, after }: StreamFlags,
  tell: (done: number) => void,
): Generator<Uint8Array> {
  const { request, next } = listing;
  const showsOrders = request.blobs === "expanded";
  const write =
    format === "id"
      ? (into: Bytes, { layout }: ClassInHand) => {
          writeId(into, layout, showsOrders);
          writeLineEnd(into);
        }
      : recordWriter({ k: request.k, showsOrders, weights: terms ? listing : undefined });
  let made = emptyBytes(chunk);
  let count = 0;
  let checksum = checksumOf(new Uint8Array(0));
  const batch = (): Uint8Array => {
    const bytes = made.bytes.subarray(0, made.length);
    if (shard !== undefined) checksum = checksumOf(bytes, checksum);
    // What is handed over is no longer ours to write to.
    made = emptyBytes(chunk + (chunk >> 2));
    return bytes;
  };
  for (let found = next(); found !== undefined; found = next()) {
    write(made, found);
    if (count++ > 0 && made.length < chunk) continue;
    tell(count);
    yield batch();
  }
  tell(Number.POSITIVE_INFINITY);
  yield batch();
  if (shard === undefined || limit !== undefined || after !== undefined) return;
  const lines = format === "id" ? "ids" : terms ? "records" : "records without terms";
  yield new TextEncoder().encode(sealLine(sealOf(listing, shard, { lines, count, checksum })));
}

/** Follows a stream on a terminal, unless the stream itself is shown there. */
function progressOf(
  { request, part }: HandStream,
  { limit = Number.POSITIVE_INFINITY, output, quiet }: StreamFlags,
  { stdout, stderr }: Surroundings,
): (done: number) => void {
  const isShown = (output === undefined || output === "-") && stdout.isTTY === true;
  if (quiet || isShown || stderr.isTTY !== true) return () => undefined;
  const size = part.isWhole ? classesIn(request) : BigInt(part.end - part.first);
  const total = Math.min(limit, size === undefined ? Number.POSITIVE_INFINITY : Number(size));
  const tell = followed("diagrams", {}, { stderr }, true);
  return (done) => tell(Math.min(done, total), total);
}

/** The records of labelled diagrams, of other passes, and pictures: each made by itself. Graphviz is loaded only for DOT. */
async function oneByOne(
  request: string | Request,
  options: StreamOptions,
  format: string,
  { terms }: StreamFlags,
): Promise<Iterable<string>> {
  if (format === "dot") {
    const { diagramDot } = await import("../../pictures/dot.js");
    return each(streamClasses(request, options), ({ diagram }) => diagramDot(diagram));
  }
  if (format === "id") return each(streamClasses(request, options), ({ diagram }) => `${formatId(diagram)}\n`);
  return terms ? each(stream(request, options), diagramLine) : each(streamClasses(request, options), classLine);
}

/** How a stream is cut, as the flags say. */
const cut = ({ limit, shard: part, maxTerms }: StreamFlags) => ({
  ...(limit === undefined ? {} : { limit }),
  ...(part === undefined ? {} : { shard: part }),
  ...(maxTerms === undefined ? {} : { maxTerms }),
});

/** What other subjects stream. @throws UserError for a format that only diagrams of V_2k have */
const ofSubject: {
  readonly [subject in "scaling" | "action"]: (
    format: string,
    request: string | Request,
    flags: StreamFlags,
  ) => Iterable<string> | Promise<Iterable<string>>;
} = {
  scaling(format, request, flags) {
    if (format === "dot")
      throw new UserError(
        "flag",
        "--format dot: diagrams of scaling laws are no graphs of vertices and blobs\nexpected json, ndjson or id",
      );
    return each(scalingDiagrams(request, cut(flags)), (diagram) =>
      format === "id" ? `${scalingId(diagram)}\n` : `${JSON.stringify(plainScalingRow(scalingRow(diagram)))}\n`,
    );
  },
  async action(format, request, flags) {
    const rows = streamedAction(request, cut(flags));
    if (format !== "id" && format !== "dot" && actionRequest(request).trees)
      throw new UserError(
        "flag",
        `--format ${format}: a tree also adds to lower couplings, and its record would say more than the leading ones\nexpected --format id or dot, or the request without "at tree level"`,
      );
    if (format === "dot") {
      const { diagramDot } = await import("../../pictures/dot.js");
      return each(rows, (row) => {
        if (row.kind === "one") return diagramDot(row.term.diagram, row.term.id);
        throw new UserError(
          "flag",
          "--format dot: traces for general inputs are no graphs of vertices and blobs\nexpected json, ndjson or id",
        );
      });
    }
    return each(rows, (row) =>
      format === "id"
        ? `${rowId(row)}\n`
        : `${JSON.stringify(row.kind === "one" ? plainRow(row.term) : plainTrace(row.term))}\n`,
    );
  },
};

/** @throws UserError for --no-terms where a format has none to leave out, or labels stand in them */
function requireNoTermsPossible(format: string, request: string | Request): void {
  if (format !== "json" && format !== "ndjson")
    throw new UserError("flag", `--no-terms: the format ${format} has no terms\nexpected --format json or ndjson`);
  const read = typeof request === "string" ? locateRequest(request).request : request;
  if ("externals" in read && read.externals !== null)
    throw new UserError(
      "flag",
      "--no-terms is for one input: with labelled externals a record tells its inputs by its terms\nexpected --format id, or V_8 without inputs",
    );
}

function* each<T>(items: Iterable<T>, record: (item: T) => string): Generator<string> {
  for (const item of items) yield record(item);
}

/** The most shards of a stream. */
const mostShards = 1_000_000;

function shard(text: string): readonly [number, number] {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  const [i, m] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || i < 1 || i > m || m > mostShards)
    throw new InvalidArgumentError(`Expected i/m with 1 <= i <= m <= ${mostShards}, such as 1/4.`);
  return [i, m];
}

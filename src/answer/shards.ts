import { accumulator, addTo, type Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { UserError } from "../foundation/errors.js";
import { version } from "../foundation/version.js";
import { labelledDiagramsByJSums, loopRange, totalCount } from "../graphs/counting.js";
import { printRequest, type SumRequest } from "../language/request.js";
import { sumRequest } from "../language/support.js";
import { certificateOf, checked } from "../proof/certificate.js";
import { generatingFunction } from "../proof/kernel/generating-function.js";
import { countMany, emptyTally, streamChecks, type Tally } from "../proof/tally.js";
import { namingOf } from "../theory/kernel/naming.js";
import type { HandStream } from "./hand-stream.js";
import type { Compilation } from "./passes.js";

/*
 * Shards of a stream, each in a file that ends with a seal: what it is a part of, and how much is in it. Together they are
 * proved as a stream is that was never cut, by what the counting formulas say, and their terms add up to the sum.
 */

/** The last line of a shard. */
export interface Seal {
  readonly oneovern: string;
  /** The request's text. */
  readonly request: string;
  readonly shard: readonly [number, number];
  /** What the lines are: ids, records, or records without terms. */
  readonly lines: "ids" | "records" | "records without terms";
  /** How many there are, and a checksum of their bytes and of the seal, in which it is 0 for that. */
  readonly count: number;
  readonly checksum: number;
  /** Classes by order and j sums, with the sum of their symmetry factors. */
  readonly tally: readonly {
    readonly order: number;
    readonly jSums: number;
    readonly classes: string;
    readonly symmetry: string;
  }[];
}

/** The seal of a shard that has been streamed to its end. */
export function sealOf(
  { request, tally }: HandStream,
  shard: readonly [number, number],
  { lines, count, checksum }: Pick<Seal, "lines" | "count" | "checksum">,
): Seal {
  const counted = [...tally()].flatMap(([order, { classes, symmetry }]) =>
    classes.flatMap((found, jSums) => [
      { order, jSums, classes: Q.toText(found), symmetry: Q.toText(symmetry[jSums] ?? Q.zero) },
    ]),
  );
  const seal = { oneovern: version, request: printRequest(request), shard, lines, count, checksum: 0, tally: counted };
  return { ...seal, checksum: sealedChecksum(seal, checksum) };
}

/** The checksum of a shard with its seal, from that of its lines. */
export const sealedChecksum = (seal: Seal, ofLines: number): number =>
  checksumOf(new TextEncoder().encode(JSON.stringify({ ...seal, checksum: 0 })), ofLines);

/** Continues a checksum (FNV-1a, 32 bits) with some bytes. */
export function checksumOf(bytes: Uint8Array, before = 0x811c9dc5): number {
  let sum = before;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ (bytes[i] as number), 0x01000193);
  return sum >>> 0;
}

/** A shard as it was read from a file. */
export interface ReadShard {
  readonly file: string;
  readonly seal: Seal;
  /** The sum of the terms of its records; undefined where its lines have none. */
  readonly sum: Polynomial | undefined;
}

/**
 * All shards of a stream put together: the sum of all terms where they have terms, and the proof that nothing is missing or
 * double.
 * @throws UserError for shards that are not of one stream, that are missing or there twice, or that a check refutes
 */
export function mergedShards(shards: readonly ReadShard[]): Compilation {
  const [first, ...others] = shards as readonly [ReadShard, ...ReadShard[]];
  const [, parts] = first.seal.shard;
  for (const { file, seal } of others)
    for (const [what, mine, theirs] of [
      ["versions", seal.oneovern, first.seal.oneovern],
      ["requests", seal.request, first.seal.request],
      ["numbers of shards", String(seal.shard[1]), String(parts)],
      ["kinds of lines", seal.lines, first.seal.lines],
    ] as const)
      if (mine !== theirs)
        throw new UserError(
          "file",
          `${first.file} and ${file} are of different ${what}: ${theirs} and ${mine}\nexpected shards of one stream`,
        );
  const files = new Map<number, string>();
  for (const { file, seal } of shards) {
    const other = files.get(seal.shard[0]);
    if (other !== undefined)
      throw new UserError(
        "file",
        `shard ${seal.shard.join("/")} is there twice: ${other} and ${file}\nexpected each once`,
      );
    files.set(seal.shard[0], file);
  }
  const missing: number[] = [];
  for (let i = 1; i <= parts && missing.length <= shownMissing; i++) if (!files.has(i)) missing.push(i);
  if (missing.length > 0) {
    const count = parts - files.size;
    throw new UserError(
      "file",
      `${count} of ${parts} shards of ${first.seal.request} ${count === 1 ? "is" : "are"} missing: ${missing.slice(0, shownMissing).join(", ")}${missing.length > shownMissing ? ", ..." : ""}\nexpected every shard; --shard ${missing[0]}/${parts} makes the first of them again`,
    );
  }
  return proved(sumRequest(first.seal.request), shards);
}

/** How many missing shards a message names. */
const shownMissing = 10;

function proved(request: SumRequest, shards: readonly ReadShard[]): Compilation {
  const tally: Tally = emptyTally();
  for (const { seal } of shards)
    for (const { order, jSums, classes, symmetry } of seal.tally)
      countMany(tally, { order, jSums, classes: Number(classes), symmetry: Q.fromText(symmetry) });
  const sum = accumulator();
  const haveTerms = shards.every((shard) => shard.sum !== undefined);
  for (const shard of shards) if (shard.sum !== undefined) addTo(sum, shard.sum);
  const totals = (of: (order: number) => bigint): bigint =>
    loopRange(request.loops)
      .map(of)
      .reduce((a, b) => a + b, 0n);
  const counted = {
    classes: totals((order) => (tally.get(order)?.classes ?? []).reduce((a, b) => a + (b?.num ?? 0n), 0n)),
    labelled: totals((order) => totalCount(labelledDiagramsByJSums(request.k, order, request))),
  };
  const claim = { ...request, tally, terms: [], sum };
  const certificate = certificateOf([
    ...checked(claim, streamChecks(request), { thorough: false }),
    // The formula for the sum tells the widths apart.
    ...(haveTerms && request.widths !== "equal" ? checked(claim, [generatingFunction], { thorough: false }) : []),
  ]);
  const failed = certificate.checks.find(({ passed }) => !passed);
  if (failed !== undefined)
    throw new UserError(
      "file",
      `the shards are not what they say, all of ${printRequest(request)}: ${failed.name}: ${failed.detail}\nexpected the files that oneovern diagrams --shard has written`,
    );
  return { kind: "sum", request, naming: namingOf(request), terms: [], sum, counted, certificate };
}

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type Accumulator, accumulator, addTo, fromPlain } from "../algebra/polynomial.js";
import { checksumOf, type ReadShard, type Seal, sealedChecksum } from "../answer/shards.js";
import { UserError } from "../foundation/errors.js";
import { fileError } from "./output.js";

/* Shards of a stream as files: lines, and at the end a seal. */

const encoder = new TextEncoder();

/** The line that ends a shard: in a file of ids behind a mark, so that it is none. */
export const sealLine = (seal: Seal): string => `${seal.lines === "ids" ? "# " : ""}${JSON.stringify({ seal })}\n`;

/** Whether a file begins or ends as a shard does, and not as the run of an ensemble. */
export async function isShard(file: string): Promise<boolean> {
  for await (const line of linesOf(file, { end: 400 }))
    if (/^(?:# )?\{"(?:seal|id)":|^[x\d][\w.~-]*$/.test(line)) return true;
    else break;
  const size = await sizeOf(file);
  let last = "";
  for await (const line of linesOf(file, { start: Math.max(0, size - longestSeal) })) last = line;
  return sealIn(last) !== undefined;
}

/** A seal is shorter than this. */
const longestSeal = 20_000;

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw fileError(file, error as NodeJS.ErrnoException);
  }
}

/** Reads a shard. @throws UserError naming the file where it is cut off, or was changed */
export async function readShard(file: string): Promise<ReadShard> {
  let pending: string | undefined;
  let count = 0;
  let checksum = checksumOf(new Uint8Array(0));
  const sum: Accumulator = accumulator();
  let haveTerms = false;
  function take(line: string): void {
    count++;
    checksum = checksumOf(encoder.encode(`${line}\n`), checksum);
    if (!line.startsWith("{")) return;
    const { terms } = recordIn(line, file, count);
    if (terms === undefined) return;
    haveTerms = true;
    addTo(sum, fromPlain(terms));
  }
  for await (const line of linesOf(file)) {
    if (pending !== undefined) take(pending);
    pending = line;
  }
  const seal = pending === undefined ? undefined : sealIn(pending);
  if (seal === undefined)
    throw new UserError(
      "file",
      `${file} has no seal at its end: it was not written to its end, or something was cut off\nexpected a file that oneovern diagrams --shard has written; make it again`,
    );
  if (seal.count !== count || seal.checksum !== sealedChecksum(seal, checksum))
    throw new UserError(
      "file",
      `${file} is not as it was written: its seal says ${seal.count} lines, and ${count === seal.count ? "others than there are" : `there are ${count}`}\nexpected the file that oneovern diagrams --shard ${seal.shard.join("/")} has written; make it again`,
    );
  return { file, seal, sum: haveTerms || (seal.lines === "records" && count === 0) ? sum : undefined };
}

function sealIn(line: string): Seal | undefined {
  if (!/^(?:# )?\{"seal":/.test(line)) return undefined;
  try {
    const { seal } = JSON.parse(line.replace(/^# /, "")) as { readonly seal: Seal };
    return typeof seal === "object" && seal !== null && Array.isArray(seal.shard) ? seal : undefined;
  } catch {
    return undefined;
  }
}

function recordIn(line: string, file: string, number: number): { readonly terms?: Parameters<typeof fromPlain>[0] } {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError(
      "file",
      `${file}, line ${number}: ${JSON.stringify(line.slice(0, 60))} is no record\nexpected a record of oneovern diagrams a line`,
    );
  }
}

/** The lines of a file, each when it is asked for; the last one also where it has no end. */
async function* linesOf(
  file: string,
  part: { readonly start?: number; readonly end?: number } = {},
): AsyncGenerator<string> {
  const source = createReadStream(file, { encoding: "utf8", ...part });
  let rest = "";
  try {
    for await (const chunk of source) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() as string;
      yield* lines;
    }
  } catch (error) {
    throw fileError(file, error as NodeJS.ErrnoException);
  }
  if (rest !== "") yield rest;
}

import { once } from "node:events";
import { constants, createWriteStream, type Stats, unlinkSync } from "node:fs";
import { access, lstat, open, readlink, realpath, rename, stat, unlink } from "node:fs/promises";
import { constants as system } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { UserError } from "../foundation/errors.js";

/** The product of a command: a text, or one that is made piece by piece, as texts or as their bytes. */
export type Product = string | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Thrown when whoever reads standard output has closed it: the rest is not wanted, and that is not an error. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** Writes a product to standard output, waiting where the reader is slower than we. @throws ClosedPipe, UserError */
export async function writeToStream(product: Product, stream: Writable, name = "standard output"): Promise<void> {
  // A stream reports a failure twice, to the callback of the write and as an event; an event nobody hears would end
  // the process with a stack trace.
  stream.on("error", () => undefined);
  for await (const chunk of batched(product)) {
    const failure = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
      stream.write(chunk, resolve);
    });
    if (failure?.code === "EPIPE") throw new ClosedPipe();
    if (failure) throw fileError(name, failure);
  }
}

/** Joins small pieces, so that a long stream is not a system call a line. */
async function* batched(product: Product): AsyncGenerator<string | Uint8Array> {
  if (typeof product === "string") {
    yield product;
    return;
  }
  let batch = "";
  let first = true;
  for await (const piece of product) {
    if (typeof piece !== "string") {
      // Bytes come in batches already.
      if (batch !== "") yield batch;
      batch = "";
      yield piece;
      continue;
    }
    batch += piece;
    // The first piece goes out at once: `| head -1` should not wait for a batch.
    if (first || batch.length >= 1 << 15) {
      yield batch;
      batch = "";
      first = false;
    }
  }
  yield batch;
}

/**
 * Writes a product to a file, atomically: aside first, then renamed, so that the file is never half-written and an old
 * one survives a failure. A device or a pipe, which is not a regular file, is written to directly. @throws UserError
 */
export async function writeToFile(product: Product, path: string): Promise<void> {
  const target = await resolvedTarget(path);
  if (target.isSpecial) {
    // Behind what is there: standard output may lead to a file that somebody else writes to as well.
    const stream = createWriteStream(target.path, { flags: "a" });
    await opened(stream, path);
    await writeToStream(product, stream, path);
    stream.end();
    return;
  }
  const aside = join(dirname(target.path), `.${basename(target.path).slice(0, 100)}.${crypto.randomUUID()}.tmp`);
  const removeAndQuit = (signal: NodeJS.Signals) => {
    unlinkQuietly(aside);
    process.exit(codeOfSignal(signal));
  };
  for (const signal of endingSignals) process.once(signal, removeAndQuit);
  try {
    const file = await open(aside, "wx", target.mode ?? 0o666);
    try {
      // Whoever may read the old file, and nobody else, may read the new one, whatever the mask says.
      if (target.mode !== undefined) await file.chmod(target.mode);
      for await (const chunk of batched(product)) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, target.path);
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    throw isSystemError(error) ? fileError(path, error) : error;
  } finally {
    for (const signal of endingSignals) process.off(signal, removeAndQuit);
  }
}

/** The signals that end a process and can be heard. */
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/** The exit code of a program that a signal has ended: 128 + its number. */
export const codeOfSignal = (signal: NodeJS.Signals): number => 128 + system.signals[signal];

/** Refuses a place that cannot be written to, before any work is done for it. @throws UserError */
export async function requireWritable(path: string): Promise<void> {
  const target = await resolvedTarget(path);
  const needed = target.isSpecial
    ? [target.path]
    : [dirname(target.path), ...(target.mode === undefined ? [] : [target.path])];
  for (const place of needed)
    await access(place, constants.W_OK).catch((error) => {
      throw fileError(path, error as NodeJS.ErrnoException);
    });
}

/**
 * Refuses two flags that name one file, where at least one of them would write to it: it would lose what the other has.
 * @throws UserError naming both flags
 */
export async function requireDistinctFiles(written: readonly NamedFile[], read: readonly NamedFile[]): Promise<void> {
  const flags = new Map<string, string>();
  for (const { flag, path } of [...read, ...written]) {
    const key = await identityOf(path);
    const other = key === undefined ? undefined : flags.get(key);
    if (other !== undefined && written.some((file) => file.flag === flag))
      throw new UserError("flag", `${other} and ${flag} name one file, ${path}\nexpected two files`);
    if (key !== undefined) flags.set(key, flag);
  }
}

/** A file and the flag that names it. */
export interface NamedFile {
  readonly flag: string;
  readonly path: string;
}

/** What two names of one file have in common; undefined for a device or a pipe, which several may use. */
async function identityOf(path: string): Promise<string | undefined> {
  const target = await resolvedTarget(path).catch(() => undefined);
  if (target === undefined || target.isSpecial) return undefined;
  const found = await statOf(target.path);
  return found === undefined
    ? resolve(await realpath(dirname(target.path)).catch(() => dirname(target.path)), basename(target.path))
    : `${found.dev}:${found.ino}`;
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was renamed or never made: nothing is left behind either way.
  }
}

async function opened(stream: Writable, path: string): Promise<void> {
  try {
    await once(stream, "open");
  } catch (error) {
    throw fileError(path, error as NodeJS.ErrnoException);
  }
}

/**
 * Whether a path names an open file of this process, /dev/stdout for one: whoever opened it goes on writing there, so
 * it is not replaced.
 */
const isDescriptor = (path: string): boolean =>
  /^\/(?:dev\/(?:stdin|stdout|stderr|fd\/\d+)|proc\/[^/]+\/fd\/\d+)$/.test(resolve(path));

interface WriteTarget {
  /** Where to write: a symbolic link's end rather than the link. */
  readonly path: string;
  /** The permissions of what is there; undefined where nothing is. */
  readonly mode?: number;
  readonly isSpecial: boolean;
}

async function resolvedTarget(path: string): Promise<WriteTarget> {
  if (path === "" || path.includes("\0")) throw new UserError("file", "-o needs the name of a file");
  const found = await statOf(path);
  if (found?.isDirectory()) throw new UserError("file", `${path} is a directory\nexpected the name of a file`);
  if (found !== undefined && (!found.isFile() || isDescriptor(path))) return { path, isSpecial: true };
  if (found) return { path: await realpath(path), mode: found.mode & 0o777, isSpecial: false };
  const end = await endOfLinks(path);
  const folder = await statOf(dirname(end));
  if (!folder?.isDirectory()) throw new UserError("file", `cannot write ${path}: there is no folder ${dirname(end)}`);
  return { path: end, isSpecial: false };
}

/** Where a link leads that has nothing at its end yet; the path itself where it is no link. */
async function endOfLinks(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isSymbolicLink() ? endOfLinks(resolve(dirname(path), await readlink(path))) : path;
}

/** Whether there is a file of this name. */
export const isThere = async (path: string): Promise<boolean> => (await statOf(path))?.isFile() === true;

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw fileError(path, error as NodeJS.ErrnoException);
  }
}

const reasons: Record<string, string> = {
  ENOSPC: "no space is left on the device",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of the path is not a directory",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "there is no such file",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be too large",
  ELOOP: "too many symbolic links",
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && "syscall" in error;

/** The error of a file operation in words. */
export function fileError(path: string, error: NodeJS.ErrnoException): UserError {
  const shown = path.length > 200 ? `${path.slice(0, 200)}...` : path;
  return new UserError("file", `${shown}: ${reasons[error.code ?? ""] ?? error.message}`);
}

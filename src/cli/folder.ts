import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../foundation/errors.js";
import { fileError, writeToFile } from "./output.js";

/* Products of many files. */

/** A file of a product: its name, without a folder above that of the product, and what is in it. */
export interface ProductFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Makes a folder, and those above it that are absent, one after the other: where a file system takes none at all, asking
 * Node for all of them at once never comes back. @throws UserError
 */
async function makeFolder(path: string): Promise<void> {
  if ((await stat(path).catch(() => undefined))?.isDirectory()) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  try {
    await mkdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw fileError(path, error as NodeJS.ErrnoException);
  }
}

/**
 * Writes files into a folder, which is made where it is absent, each of them atomically. What is there already under
 * other names stays. @throws UserError
 */
export async function writeToFolder(
  files: AsyncIterable<ProductFile> | Iterable<ProductFile>,
  folder: string,
): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found !== undefined && !found.isDirectory())
    throw new UserError("file", `${folder} is a file\nexpected the name of a folder`);
  for await (const { name, content } of files) {
    const parts = name.split("/");
    const inner = join(folder, ...parts.slice(0, -1));
    await makeFolder(inner);
    await writeToFile(typeof content === "string" ? content : [content], join(folder, ...parts));
  }
}

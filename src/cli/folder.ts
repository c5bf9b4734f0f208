import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../foundation/errors.js";
import { fileError, writeToFile } from "./output.js";

/* Products of many files. */

/** A file of a product: its name, without a folder above that of the product, and what is in it. */
export interface ProductFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes files into a folder, which is made where it is absent, each of them atomically. What is there already under
 * other names stays. @throws UserError
 */
export async function writeToFolder(
  files: AsyncIterable<ProductFile> | Iterable<ProductFile>,
  folder: string,
): Promise<number> {
  const found = await stat(folder).catch(() => undefined);
  if (found !== undefined && !found.isDirectory())
    throw new UserError("file", `${folder} is a file\nexpected the name of a folder`);
  let count = 0;
  for await (const { name, content } of files) {
    const parts = name.split("/");
    const inner = join(folder, ...parts.slice(0, -1));
    try {
      await mkdir(inner, { recursive: true });
    } catch (error) {
      throw fileError(inner, error as NodeJS.ErrnoException);
    }
    await writeToFile(typeof content === "string" ? content : [content], join(folder, ...parts));
    count++;
  }
  return count;
}

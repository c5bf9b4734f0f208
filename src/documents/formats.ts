import { UserError } from "../foundation/errors.js";
import { csv } from "./csv.js";
import type { Format } from "./format.js";
import { json } from "./json.js";
import { latex } from "./latex.js";
import { markdown } from "./markdown.js";
import { text } from "./text.js";

/** Every format of `table` and `expand`. */
export const formats: readonly Format[] = [text, latex, markdown, csv, json];

/** The format of a name. @throws UserError listing the names there are. */
export function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format) return format;
  throw new UserError("flag", `no format "${name}"\nexpected one of ${formats.map((f) => f.name).join(", ")}`);
}

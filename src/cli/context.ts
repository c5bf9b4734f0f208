import { readFile } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { styleText } from "node:util";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { CompileOptions } from "../answer/compile.js";
import type { Passes } from "../answer/passes.js";
import type { Paint, Role } from "../documents/format.js";
import { UserError } from "../foundation/errors.js";
import { locateRequest, type Request } from "../language/request.js";
import {
  fileError,
  type NamedFile,
  type Product,
  requireDistinctFiles,
  requireWritable,
  writeToFile,
  writeToStream,
} from "./output.js";

/** What the command line reaches of the outside: replaced in tests. */
export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: { readonly [name: string]: string | undefined };
  /** Passes to replace, for a look at what the proof does with a broken compiler. */
  readonly passes?: Partial<Passes>;
}

/** Adds a command to the program; `answer` sets the exit code of a command whose answer can be "no". */
export type AddCommand = (program: Command, surroundings: Surroundings, answer: (code: number) => void) => void;

/** The flags that several commands share. */
export interface CommonFlags {
  readonly format?: string;
  readonly json?: true;
  readonly output?: string;
  readonly maxTerms?: number;
  readonly template?: string;
  readonly standalone?: true;
  readonly equalWidths?: true;
  readonly expandPerms?: true;
  readonly through?: "action";
  readonly color: boolean;
  readonly quiet?: true;
  readonly trace?: true;
}

/** Adds the flags that every command has. */
export const withOutputFlags = (command: Command, formats: readonly string[]): Command =>
  command
    .option("-f, --format <name>", `how to write it: ${formats.join(", ")}`)
    .option("--json", "the same as --format json")
    .addOption(outputOption())
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .option("-q, --quiet", "no progress and no remarks");

/** The option that names the file of the product. */
export const outputOption = (): Option =>
  new Option("-o, --output <file>", "write to a file, atomically, instead of standard output (-)");

/** The option that names the folder of a product of many files. */
export const folderOption = (what = "the folder, made where it is absent"): Option =>
  new Option("-o, --output <folder>", what);

/** Adds the flags of the commands that compile a request. @param bounded what --max-terms bounds */
export const withWorkFlags = (command: Command, bounded = "how many diagrams may be shown (default 20000)"): Command =>
  command
    .option("--max-terms <n>", bounded, positiveInteger)
    .addOption(equalWidthsOption())
    .option("--trace", "say on standard error what each pass did");

/** The option that sets all widths equal. */
export const equalWidthsOption = (): Option =>
  new Option("--equal-widths", 'one width n for all layers: the same as "with equal widths" in the request');

/** The option that writes a correlator out through the action. */
export const throughOption = (): Option =>
  new Option("--through <description>", "of a correlator, action: over functions with e^-S, order by order").choices([
    "action",
  ]);

/** The option that shows every labelling. */
export const expandPermsOption = (): Option =>
  new Option("--expand-perms", 'with labelled externals: a row for each labelling, instead of "+ 2 perms."');

/** The option that bounds the bracket of one diagram. */
export const maxBracketOption = (otherwise: number): Option =>
  new Option("--max-bracket <n>", `how many monomials one diagram's bracket may have (default ${otherwise})`).argParser(
    positiveInteger,
  );

/** A whole number from 1 to 10^9. @throws InvalidArgumentError */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value < 1 || value > 1e9)
    throw new InvalidArgumentError("Expected a whole number from 1 to 1000000000.");
  return value;
}

/** The format asked for. @throws UserError when --json contradicts --format. */
export function formatName({ format, json }: CommonFlags, otherwise: string): string {
  if (json && format !== undefined && format !== "json")
    throw new UserError("flag", `--json and --format ${format} contradict each other\nexpected one of them`);
  return json ? "json" : (format ?? otherwise);
}

/** @throws UserError when the name is not one of the choices. */
export function requireOneOf(name: string, choices: readonly string[], what: string): void {
  if (!choices.includes(name)) throw new UserError("flag", `no ${what} "${name}"\nexpected ${choices.join(", ")}`);
}

/**
 * The request of a command: its text, or where the flags add to it, what that says with the addition. @throws UserError
 */
export async function requestOf(
  words: readonly string[],
  { equalWidths }: CommonFlags,
  surroundings: Surroundings,
): Promise<string | Request> {
  const text = await requestText(words, surroundings);
  if (!equalWidths) return text;
  const { request } = locateRequest(text);
  if (request.object === "scaling" || request.object === "action")
    throw new UserError(
      "flag",
      `--equal-widths: ${request.object === "scaling" ? "scaling laws have no widths of layers" : "the orders of an action are powers of one of its two widths"}\nexpected the request alone`,
    );
  return { ...request, widths: "equal" };
}

const longestRequest = 100_000;

/** The request's text: the arguments joined, or standard input for "-". @throws UserError */
export async function requestText(words: readonly string[], { stdin }: Surroundings): Promise<string> {
  if (words.length !== 1 || words[0] !== "-") return words.join(" ");
  let text = "";
  // A character may be cut in two between chunks: the decoder keeps the first half until the second comes.
  const decoder = new TextDecoder();
  for await (const chunk of stdin) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > longestRequest)
      throw new UserError("request/syntax", `standard input has more than ${longestRequest} characters: no request`);
  }
  return (text + decoder.decode()).trimEnd();
}

/** The text of a user's file. @throws UserError */
export async function readUserFile(path: string): Promise<string> {
  // Some editors begin a file with a byte order mark, which is not part of its text.
  return new TextDecoder().decode(await readUserBytes(path)).replace(/^\uFEFF/, "");
}

/** A user's file. @throws UserError */
export async function readUserBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(path, error as NodeJS.ErrnoException);
  }
}

const styles: Record<Role, Parameters<typeof styleText>[0]> = {
  title: "bold",
  heading: "bold",
  quiet: "dim",
  good: "green",
  bad: "red",
};

/** Colours for a terminal, unless the user wants none; nothing for pipes and files. */
export function paintFor({ color, output }: CommonFlags, { stdout, env }: Surroundings): { paint?: Paint } {
  const wanted = color && output === undefined && stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return wanted ? { paint: (role, text) => styleText(styles[role], text, { validateStream: false }) } : {};
}

/** The options of a compilation from the flags, with progress and traces on standard error. */
export function compileOptions(flags: CommonFlags, { stderr, passes }: Surroundings): CompileOptions {
  const showsProgress = stderr.isTTY === true && !flags.quiet;
  return {
    ...(flags.maxTerms === undefined ? {} : { maxTerms: flags.maxTerms }),
    ...(flags.expandPerms ? { expandPerms: true } : {}),
    ...(passes ? { passes } : {}),
    ...(flags.trace
      ? { trace: (pass, detail, ms) => stderr.write(`${pass.padEnd(10)}${ms.toFixed(1).padStart(9)} ms  ${detail}\n`) }
      : {}),
    ...(showsProgress
      ? { progress: (done, total, what) => stderr.write(done < total ? `\r${done} of ${total} ${what}` : "\r\x1b[K") }
      : {}),
  };
}

/** Sends a product where the flags say. @throws UserError, ClosedPipe */
export async function deliver(product: Product, { output }: CommonFlags, { stdout }: Surroundings): Promise<void> {
  if (output === undefined || output === "-") await writeToStream(product, stdout);
  else await writeToFile(product, output);
}

/** The flags that name files: those to write to, and those to read. */
interface FileFlags {
  readonly output?: string;
  readonly plot?: string;
  readonly template?: string;
  readonly network?: string;
  readonly inputs?: string;
}

/** Checks the files that the flags of a command name, before it does any work. @throws UserError */
export async function checkFlags({ output, plot, template, network, inputs }: FileFlags): Promise<void> {
  if (plot === "-")
    throw new UserError(
      "flag",
      "--plot -: standard output is for the numbers\nexpected the name of a file: --plot flow.svg",
    );
  if (plot !== undefined && /\.(?:png|pdf|jpe?g|eps|ps|gif)$/i.test(plot))
    throw new UserError(
      "flag",
      `--plot ${plot}: pictures are SVG\nexpected a name such as ${plot.replace(/\.\w+$/, ".svg")}`,
    );
  const written = namedFiles({ "-o": output === "-" ? undefined : output, "--plot": plot });
  for (const { path } of written) await requireWritable(path);
  await requireDistinctFiles(written, namedFiles({ "--template": template, "--network": network, "--inputs": inputs }));
}

const namedFiles = (paths: { readonly [flag: string]: string | undefined }): NamedFile[] =>
  Object.entries(paths).flatMap(([flag, path]) => (path === undefined ? [] : [{ flag, path }]));

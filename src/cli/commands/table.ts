import type { Command } from "commander";
import { compile } from "../../compile.js";
import { correlate, isCorrelator } from "../../correlate.js";
import { documentModel } from "../../emit/document.js";
import { formatNamed, formats } from "../../emit/formats.js";
import { fillUserTemplate } from "../../emit/template.js";
import { UserError } from "../../errors.js";
import {
  type AddCommand,
  type CommonFlags,
  compileOptions,
  deliver,
  expandPermsOption,
  formatName,
  paintFor,
  readUserFile,
  requestOf,
  type Surroundings,
  withOutputFlags,
  withWorkFlags,
} from "../context.js";

/** `table`: one row a diagram. */
export const tableCommand: AddCommand = (program, surroundings) =>
  documentCommand(program, surroundings, "table", "one row a diagram, every factor apart");

/** `expand`: the collected sum. */
export const expandCommand: AddCommand = (program, surroundings) =>
  documentCommand(program, surroundings, "expand", "the collected sum");

function documentCommand(
  program: Command,
  surroundings: Surroundings,
  product: "table" | "expand",
  description: string,
): void {
  const names = formats.map(({ name }) => name);
  withWorkFlags(withOutputFlags(program.command(product), names))
    .description(description)
    .argument("<request...>", 'what to compute, such as V_8 or "the 8-point vertex"; - reads it from standard input')
    .option("--standalone", "with --format latex: a document that pdflatex compiles, instead of a fragment")
    .addOption(expandPermsOption())
    .option("--template <file>", "fill your own Handlebars template with the data of docs/templates.md")
    .action(async (words: string[], flags: CommonFlags) => {
      const name = formatName(flags, "text");
      const format = formatNamed(name);
      if (flags.standalone && (name !== "latex" || flags.template !== undefined))
        throw new UserError("flag", "--standalone goes with --format latex, and with no template");
      if (flags.template !== undefined && (flags.format !== undefined || flags.json))
        throw new UserError("flag", "--template writes its own format\nexpected no --format beside it");
      const template = flags.template === undefined ? undefined : await readUserFile(flags.template);
      const request = await requestOf(words, flags, surroundings);
      const style = { standalone: flags.standalone === true, ...paintFor(flags, surroundings) };
      if (isCorrelator(request)) {
        if (template !== undefined)
          throw new UserError(
            "flag",
            "a correlator has no rows for a template\nexpected --format instead of --template",
          );
        const { correlationDocument } = await import("../../emit/correlator.js");
        const written = await correlationDocument(correlate(request), name, product, style);
        return deliver(written, flags, surroundings);
      }
      const compilation = compile(request, compileOptions(flags, surroundings));
      const text =
        template === undefined
          ? await format[product](compilation, style)
          : await fillUserTemplate(template, documentModel(compilation), flags.template as string);
      await deliver(text, flags, surroundings);
    });
}

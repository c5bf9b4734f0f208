import { type Command, InvalidArgumentError, Option } from "commander";
import { documentModel } from "../../documents/document.js";
import type { FormatOptions } from "../../documents/format.js";
import { type Answer, requireFormat } from "../../documents/products.js";
import { fillUserTemplate } from "../../documents/template.js";
import { UserError } from "../../foundation/errors.js";
import { answer } from "../../questions.js";
import {
  type AddCommand,
  type CommonFlags,
  compileOptions,
  deliver,
  expandPermsOption,
  formatName,
  readUserFile,
  requestOf,
  type Surroundings,
  throughOption,
  withOutputFlags,
  withWorkFlags,
} from "../context.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

interface TableFlags extends CommonFlags, LatexFlags {
  readonly activation?: string;
}

/** `table`: one row a diagram. */
export const tableCommand: AddCommand = (program, surroundings) =>
  documentCommand(program, surroundings, ["table", "table"]);

/** `expand`: the collected sum. */
export const expandCommand: AddCommand = (program, surroundings) =>
  documentCommand(program, surroundings, ["expand", "expansion"]);

function documentCommand(
  program: Command,
  surroundings: Surroundings,
  [command, product]: readonly ["table" | "expand", "table" | "expansion"],
): void {
  const described = withWorkFlags(
    withOutputFlags(program.command(command), formatNames(product)),
    command === "expand"
      ? "how many monomials the sum may have (default 200000); with labelled externals or --template how many diagrams (20000)"
      : undefined,
  );
  if (command === "table")
    described.option("--pictures", "with --format latex: a picture in each row, also of a fragment");
  if (command === "expand")
    described.option("--activation <name>", "write the averages out: of a polynomial, or relu, abs, leaky-relu(a)");
  described
    .description(summaries[command].does)
    .argument(
      summaries[command].takes,
      'what to compute, such as V_8 or "the 8-point vertex"; - reads it from standard input',
    )
    .option("--standalone", "with --format latex: a document that pdflatex compiles, instead of a fragment")
    .option("--macros", "with --format latex: the notation in macros of oneovern.sty (see oneovern preamble)")
    .addOption(columnsOption())
    .option("--label <name>", "with --format latex: number the rows (of a sum: the sum) as equations: eq:v8")
    .addOption(expandPermsOption())
    .addOption(throughOption())
    .option("--template <file>", "fill your own Handlebars template with the data of docs/templates.md")
    .action(async (words: string[], flags: TableFlags) => {
      const format = formatName(flags, "text");
      requireFormat(product, format);
      const style = latexStyle(flags, format);
      const { activation } = flags;
      const ask = async () => {
        const of = await requestOf(words, flags, surroundings);
        // A template is given the rows, and --expand-perms is about them.
        const sumOnly = command === "expand" && flags.template === undefined;
        const options = { ...compileOptions(flags, surroundings), sumOnly };
        if (flags.through !== undefined && activation !== undefined)
          throw new UserError("flag", "--activation and --through action\nexpected one of them");
        if (flags.through !== undefined) return answer({ object: "correlator through action", of }, options);
        return activation === undefined
          ? answer(of, options)
          : answer({ object: "written out", of, activation }, options);
      };
      if (flags.template !== undefined) await deliverTemplate(flags.template, flags, surroundings, ask);
      else await deliverProduct(product, flags, surroundings, ask, style);
    });
}

/** How LaTeX is to be written. */
interface LatexFlags {
  readonly pictures?: true;
  readonly macros?: true;
  readonly columns?: 1 | 2;
  readonly label?: string;
}

/** The option that says for how many columns of text a fragment is set. */
const columnsOption = (): Option =>
  new Option("--columns <n>", "with --format latex: set it for an article of so many columns, 1 or 2").argParser(
    (text) => {
      if (text !== "1" && text !== "2") throw new InvalidArgumentError("Expected 1 or 2.");
      return Number(text);
    },
  );

/** The flags about LaTeX as the documents take them. @throws UserError where the format is another */
function latexStyle(flags: TableFlags, format: string): FormatOptions {
  const { standalone, pictures, macros, columns, label } = flags;
  const given = Object.entries({ standalone, pictures, macros, columns, label }).filter(
    ([, value]) => value !== undefined,
  );
  const [first] = given;
  if (first !== undefined && (format !== "latex" || flags.template !== undefined))
    throw new UserError("flag", `--${first[0]} goes with --format latex, and with no template`);
  return Object.fromEntries(given);
}

/** What has no rows of the kind that templates are for. */
const withoutRows: { readonly [kind: string]: string } = {
  correlator: "a correlator has no rows",
  "action correlator": "a correlator has no rows",
  "scaling series": "scaling laws have no rows",
  action: "an action has no rows of a kernel's diagrams",
  "general action": "an action has no rows of a kernel's diagrams",
};

/** Fills a user's own template instead of writing a format. @throws UserError */
async function deliverTemplate(
  file: string,
  flags: CommonFlags,
  surroundings: Surroundings,
  ask: () => Promise<Answer>,
): Promise<void> {
  if (flags.format !== undefined || flags.json)
    throw new UserError("flag", "--template writes its own format\nexpected no --format beside it");
  const template = await readUserFile(file);
  const found = await ask();
  if (found.kind !== "sum")
    throw new UserError(
      "flag",
      `${withoutRows[found.kind] ?? "this has no rows"} for a template\nexpected --format instead of --template`,
    );
  await deliver(await fillUserTemplate(template, documentModel(found), file), flags, surroundings);
}

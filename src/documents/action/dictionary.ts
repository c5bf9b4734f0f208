import type { Dictionary, DictionaryLine } from "../../answer/action/dictionary.js";
import { version } from "../../foundation/version.js";
import { records } from "../csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { wrapPieces } from "../layout.js";
import { tabular } from "../tabular.js";
import { texEscape, verbatimTex } from "../tex.js";

/* The dictionary between networks and field theories. */

/** A word as a shell takes it. */
const quoted = (word: string): string => (/[\s<>()^]/.test(word) ? `"${word}"` : word);

/** The command as it is typed. */
export const commandText = ({ command }: Pick<DictionaryLine, "command">): string =>
  ["oneovern", ...command.map(quoted)].join(" ");

const text = ({ lines }: Dictionary, paint: Paint = unpainted): string =>
  [
    paint("title", "networks and field theories"),
    "",
    ...lines.flatMap((line) => [
      paint("heading", `${line.network}  <->  ${line.theory}`),
      ...wrapPieces(line.why.split(" "), terminalColumns - 2).map((own) => `  ${own}`),
      paint("quiet", `  ${commandText(line)}`),
      "",
    ]),
  ].join("\n");

/** Letters as formulas. */
const mathTex = (plain: string): string =>
  texEscape(plain).replaceAll("φ\\_i(x)", "$\\phi_i(x)$").replaceAll("V\\_2k", "$V_{2k}$");

/** The formats. */
export const dictionaryFormats: Formats<Dictionary> = {
  text: (answer, { paint }) => text(answer, paint),
  markdown: ({ lines }) =>
    [
      "| network | field theory | why | shown by |",
      "|:--|:--|:--|:--|",
      ...lines.map((line) => `| ${line.network} | ${line.theory} | ${line.why} | \`${commandText(line)}\` |`),
      "",
    ].join("\n"),
  latex: ({ lines }) =>
    tabular(
      ["networks and field theories"],
      [
        { title: "network", align: "p{0.25\\linewidth}" },
        { title: "field theory", align: "p{0.25\\linewidth}" },
        { title: "shown by", align: "p{0.4\\linewidth}" },
      ],
      lines.map((line) => [
        mathTex(line.network),
        mathTex(line.theory),
        `{\\footnotesize\\raggedright ${verbatimTex(commandText(line)).replaceAll(" ", "\\allowbreak{} ")}\\par}`,
      ]),
    ),
  csv: ({ lines }) =>
    records([
      ["network", "field_theory", "why", "command"],
      ...lines.map((line) => [line.network, line.theory, line.why, commandText(line)]),
    ]),
  json: ({ lines }) => pretty({ oneovern: version, lines }),
};

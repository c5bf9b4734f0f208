import * as Q from "../../algebra/rational.js";
import type { GhostAnswer } from "../../answer/action/ghosts.js";
import { UserError } from "../../foundation/errors.js";
import { version } from "../../foundation/version.js";
import { escapeXml } from "../../foundation/xml.js";
import { figureSvg } from "../../pictures/figure-svg.js";
import { figureTikz } from "../../pictures/figure-tikz.js";
import { loopFigure, openFigure, type Species } from "../../pictures/ghost-figures.js";
import { raisedPower, texPower } from "../../symbols/spelling.js";
import { classSum, type LoopClass, type LoopProduct, type Parts, productSum } from "../../theory/action/ghosts.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { type Illustration, illustratedHtml, illustratedLatex, type Piece, type Style } from "../illustrated.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { remark } from "../numbers.js";
import { texEscape } from "../tex.js";
import { certificateLines } from "../text.js";
import { plural } from "../words.js";

/* Closed loops of a later layer, with pictures: each class of bosons beside the ghosts that cancel it. */

const partsText = (parts: Parts): string => `(${parts.join(",")})`;

/** A loop drawn with characters: a point for each attachment, lines between vertices, the ends joined. */
export function loopCharacters(parts: Parts, species: Species): string {
  const line = species === "boson" ? "─" : "┄";
  return `╭${species === "boson" ? line : "›"}${parts.map((m) => "•".repeat(m)).join(line)}${line}╮`;
}

const signedText = (value: Q.Rational): string =>
  value.num === 0n ? "0" : `${value.num > 0n ? "+" : "−"}${Q.toText(Q.absolute(value))}`;

const fraction = (value: Q.Rational): string =>
  value.num === 0n
    ? "0"
    : `${value.num > 0n ? "+" : "-"}${value.den === 1n ? Q.absolute(value).num : `\\tfrac{${Q.absolute(value).num}}{${value.den}}`}`;

const power = (m: number): string => (m === 1 ? "tr(dG Γ)" : `tr(dG Γ)${raisedPower(m)}`);

const valueText = (value: Q.Rational): string => `${signedText(value)} n_l`;

/** The numbers of loops with fewer attachments. */
const countLines = ({ counts }: GhostAnswer): string[] =>
  layOut(
    [
      { title: "attachments", align: "left" },
      ...counts.map(({ attachments }) => ({ title: String(attachments), align: "right" }) as const),
    ],
    [
      ["boson loops", ...counts.map(({ bosons }) => String(bosons))],
      ["ghost loops", ...counts.map(({ ghosts }) => String(ghosts))],
    ],
  ).rows.flat();

/** What all boson loops and all ghost loops come to. */
const sumsOf = (classes: readonly LoopClass[]): [bosons: Q.Rational, ghosts: Q.Rational] =>
  [classes.map(({ boson }) => boson.value), classes.flatMap(({ ghosts }) => ghosts.map(({ value }) => value))].map(
    (values) => values.reduce(Q.add, Q.zero),
  ) as [Q.Rational, Q.Rational];

function oneLoopText(answer: GhostAnswer, paint: Paint): string[] {
  const { classes, attachments } = answer;
  const { titles, rows } = layOut(
    [
      { title: "vertices", align: "left" },
      { title: "loop", align: "left" },
      { title: "|Aut|", align: "right" },
      { title: `times ${power(attachments)}`, align: "left" },
    ],
    classes.flatMap((own) => {
      const { boson, ghosts, isChiral } = own;
      return [
        [
          partsText(boson.parts),
          loopCharacters(boson.parts, "boson"),
          String(boson.automorphisms),
          valueText(boson.value),
        ],
        ...ghosts.map(({ parts, automorphisms, value }, i) => [
          i === 0 ? (isChiral ? "  chiral" : "") : "",
          loopCharacters(parts, "ghost"),
          String(automorphisms),
          `${valueText(value)}${i === ghosts.length - 1 ? `   sum ${Q.toText(classSum(own))}` : ""}`,
        ]),
      ];
    }),
  );
  const [bosons, ghosts] = sumsOf(classes);
  return [
    paint("heading", titles),
    ...rows.flat(),
    "",
    `boson loops add up to ${valueText(bosons)} ${power(attachments)}, ghost loops to ${valueText(ghosts)}:`,
    `together ${valueText(Q.add(bosons, ghosts))} of layer l is left`,
    "",
    paint("heading", "how many"),
    ...countLines(answer),
  ];
}

/** A product of loops: (1)² (2). */
const productName = ({ classes }: LoopProduct): string =>
  classes.map(({ loop, times }) => `${partsText(loop.boson.parts)}${raisedPower(times)}`).join(" ");

function severalLoopsText({ products, loops }: GhostAnswer, paint: Paint): string[] {
  const { titles, rows } = layOut(
    [
      { title: "loops", align: "left" },
      ...Array.from({ length: loops + 1 }, (_, g) => ({ title: plural(g, "ghost"), align: "right" }) as const),
      { title: "sum", align: "right" },
    ],
    products.map((product) => [
      productName(product),
      ...product.choices.map(({ value }) => signedText(value)),
      signedText(productSum(product)),
    ]),
  );
  return [
    paint("heading", titles),
    ...rows.flat(),
    "",
    ...remark(
      `in n_l${raisedPower(loops)} times the traces of the loops; each loop is of bosons or of ghosts, c equal ones have 1/c!: (x − x)^c = 0`,
      paint,
    ),
  ];
}

function ghostsText(answer: GhostAnswer, paint: Paint = unpainted): string {
  const { naming, open, attachments, certificate, loops } = answer;
  return [
    ...remark(naming.title, (_, text) => paint("title", text)),
    "",
    ...(loops === 1 ? oneLoopText(answer, paint) : severalLoopsText(answer, paint)),
    "",
    paint("heading", `open line with ${plural(attachments, "attachment")}`),
    ...remark(
      `${plural(open.lines.length, "line")}, ${open.lines
        .slice(0, 8)
        .map(({ parts, value }) => `${signedText(value)} ${partsText(parts)}`)
        .join(" ")}${open.lines.length > 8 ? " ..." : ""}: sum ${Q.toText(open.sum)}`,
      (_, text) => text,
    ),
    "",
    ...remark(
      "dG, the fluctuation of layer l's kernel, is what the layers before feel of layer l; a point is one of its attachments. Bosons are counted up to turns and reflections, ghosts, whose lines have a direction, up to turns; an open line carries dG once",
      paint,
    ),
    "",
    ...certificateLines(certificate, paint),
    "",
  ].join("\n");
}

/** The pictures of a class: the boson loop, then its ghosts. */
function illustrations({ boson, ghosts }: LoopClass): Illustration[] {
  const illustration = (parts: Parts, value: Q.Rational, species: Species): Illustration => {
    const figure = loopFigure(parts, species);
    return {
      tikz: () => figureTikz(figure),
      svg: () => figureSvg(figure),
      captionTex: [`${species} ${partsText(parts)}`, `$${fraction(value)}\\, n_\\ell$`],
      captionHtml: [`${species} ${partsText(parts)}`, `${signedText(value)} n<sub>l</sub>`],
    };
  };
  return [
    illustration(boson.parts, boson.value, "boson"),
    ...ghosts.map(({ parts, value }) => illustration(parts, value, "ghost")),
  ];
}

/** Names of the theory in prose. */
const names: { readonly [name: string]: readonly [tex: string, html: string] } = {
  dG: ["$\\delta G$", "<i>δG</i>"],
  n_l: ["$n_\\ell$", "<i>n<sub>l</sub></i>"],
  Gamma: ["$\\Gamma$", "Γ"],
};
const anyName = /\b(dG|n_l|Gamma)\b/;
const prose =
  (spelling: 0 | 1, between: (text: string) => string) =>
  (text: string): string =>
    text
      .split(anyName)
      .map((piece, i) => (i % 2 === 0 ? between(piece) : (names[piece]?.[spelling] ?? piece)))
      .join("");

/** How documents about ghosts look. */
export const ghostStyle: Style = {
  legend:
    "The pictures: solid lines are bosons of layer l, dashed ones with arrows its ghosts; a wavy line is dG, the fluctuation of the layer's kernel, which ends on a pair of fields of the layer below; a dot is a vertex.",
  proseTex: prose(0, (text) => texEscape(text)),
  proseHtml: prose(1, escapeXml),
};

function piecesOf(answer: GhostAnswer): Piece[] {
  const { classes, products, attachments, open, loops } = answer;
  const [bosons, ghosts] = sumsOf(classes);
  const trace = `\\operatorname{tr}(\\delta G\\,\\Gamma)${texPower(attachments)}`;
  return [
    {
      kind: "text",
      text: `A closed loop of layer l with ${plural(attachments, "attachment")} of dG, the fluctuation of its kernel. Each class of boson loops stands with the ghost loops that cancel it; numbers multiply the trace of (dG Gamma) to the power ${attachments}.`,
    },
    ...classes.flatMap((own): Piece[] => [
      {
        kind: "heading",
        text: `${partsText(own.boson.parts)}${own.isChiral ? ", chiral: two ghost loops to one boson loop" : ""}`,
      },
      { kind: "pictures", across: 4, pictures: illustrations(own) },
    ]),
    { kind: "heading", text: "Sum" },
    {
      kind: "formula",
      tex: `\\sum \\text{bosons} = ${fraction(bosons)}\\, n_\\ell\\, ${trace}, \\qquad \\sum \\text{ghosts} = ${fraction(ghosts)}\\, n_\\ell\\, ${trace}`,
      text: `bosons ${valueText(bosons)} ${power(attachments)}, ghosts ${valueText(ghosts)} ${power(attachments)}`,
    },
    ...(loops === 1
      ? []
      : [
          { kind: "heading", text: `${plural(loops, "loop")} at once` } as const,
          ...products.map(
            (product): Piece => ({
              kind: "formula",
              tex: `${product.classes.map(({ loop, times }) => `${partsText(loop.boson.parts)}${texPower(times)}`).join("\\,")}:\\quad ${product.choices.map(({ value }) => fraction(value)).join(" ")} = ${fraction(productSum(product))}`,
              text: `${productName(product)}: ${product.choices.map(({ value }) => signedText(value)).join(" ")} = ${signedText(productSum(product))}`,
            }),
          ),
        ]),
    { kind: "heading", text: `The open line with ${plural(attachments, "attachment")}: sum ${Q.toText(open.sum)}` },
    {
      kind: "pictures",
      across: 4,
      pictures: open.lines.slice(0, mostLines).map(({ parts, value }): Illustration => {
        const figure = openFigure(parts);
        return {
          tikz: () => figureTikz(figure),
          svg: () => figureSvg(figure),
          captionTex: [`${partsText(parts)} $${fraction(value)}$`],
          captionHtml: [`${partsText(parts)} ${signedText(value)}`],
        };
      }),
    },
    ...(open.lines.length > mostLines
      ? [{ kind: "text", text: `Of ${open.lines.length} lines ${mostLines} are drawn.` } as const]
      : []),
  ];
}

const mostLines = 16;

/** How many classes a document draws. */
const mostDrawn = 250;

/** @throws UserError where there are more pictures than a document should have */
function drawable(answer: GhostAnswer): GhostAnswer {
  if (answer.classes.length <= mostDrawn) return answer;
  throw new UserError(
    "budget",
    `${answer.classes.length} classes of loops, and ${mostDrawn} at most are drawn\nexpected fewer attachments, or --format text, csv or json`,
  );
}

/** A class as JSON output carries it. */
const plainClass = (own: LoopClass) => {
  const { boson, ghosts, isChiral } = own;
  return {
    parts: boson.parts,
    boson: { automorphisms: boson.automorphisms, value: Q.toText(boson.value) },
    ghosts: ghosts.map(({ parts, automorphisms, value }) => ({ parts, automorphisms, value: Q.toText(value) })),
    isChiral,
    sum: Q.toText(classSum(own)),
  };
};

/** Its formats. */
export const ghostFormats: Formats<GhostAnswer> = {
  text: (answer, { paint }) => ghostsText(answer, paint),
  latex: (answer, { standalone = false }) =>
    illustratedLatex(answer.naming.title, piecesOf(drawable(answer)), standalone, ghostStyle),
  html: (answer) => illustratedHtml(answer.naming.title, piecesOf(drawable(answer)), ghostStyle),
  csv: ({ classes, products, loops }) =>
    loops > 1
      ? records([
          ["loops", "ghost_loops", "value"],
          ...products.flatMap((product) =>
            product.choices.map(({ ghosts, value }) => [
              product.classes.map(({ loop, times }) => `${loop.boson.parts.join(" ")} x${times}`).join("; "),
              ghosts,
              Q.toText(value),
            ]),
          ),
        ])
      : records([
          ["class", "species", "parts", "automorphisms", "value_over_n_l"],
          ...classes.flatMap(({ boson, ghosts }, i) => [
            [i + 1, "boson", boson.parts.join(" "), boson.automorphisms, Q.toText(boson.value)],
            ...ghosts.map(({ parts, automorphisms, value }) => [
              i + 1,
              "ghost",
              parts.join(" "),
              automorphisms,
              Q.toText(value),
            ]),
          ]),
        ]),
  json: ({ naming, attachments, loops, classes, products, open, counts, certificate }) =>
    pretty({
      oneovern: version,
      request: { text: naming.text, object: "ghosts", attachments, loops },
      times: loops === 1 ? `n_l tr(dG Gamma)^${attachments}` : `n_l^${loops} and the trace of each loop`,
      classes: classes.map(plainClass),
      ...(loops === 1
        ? {}
        : {
            products: products.map((product) => ({
              loops: product.classes.map(({ loop, times }) => ({ parts: loop.boson.parts, times })),
              byGhosts: product.choices.map(({ value }) => Q.toText(value)),
              sum: Q.toText(productSum(product)),
            })),
          }),
      openLine: {
        lines: open.lines.map(({ parts, value }) => ({ parts, value: Q.toText(value) })),
        sum: Q.toText(open.sum),
      },
      counts: counts.map(({ attachments: m, bosons, ghosts }) => ({
        attachments: m,
        bosons: String(bosons),
        ghosts: String(ghosts),
      })),
      certificate,
    }),
};

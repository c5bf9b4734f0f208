/*
 * The notation of formulas in macros, so that an author changes it in one place: what the formulas of papers spell out,
 * $V_4^{(\ell-1)}$, becomes \oonV{4}{\oonbefore}, and the definitions say that this is spelled as before.
 */

/** A macro of the notation: its definition, and what of a formula it stands for. */
interface Macro {
  readonly name: string;
  readonly meaning: string;
  readonly takes: number;
  readonly definition: string;
  /** What is replaced, and by what: $1, $2, ... are what the pattern has in brackets. */
  readonly spellings: readonly (readonly [pattern: RegExp, replacement: string])[];
}

/** An index in TeX, one character or braces. */
const index = String.raw`(?:\{([^{}]*)\}|(\w))`;
/** A layer as an exponent, with or without the order of a term of a series. */
const layer = String.raw`\^\{\((\\oon\w+)\)(?:\[(\d+)\])?\}`;

/** The macros, in the order in which they are put in: first the layers, by which the others are known. */
const macros: readonly Macro[] = [
  {
    name: "oonbefore",
    meaning: "the layer before",
    takes: 0,
    definition: String.raw`\ell-1`,
    spellings: [[/\\ell-1(?!\d)/g, String.raw`\oonbefore`]],
  },
  {
    name: "oonbeforethat",
    meaning: "the layer before that",
    takes: 0,
    definition: String.raw`\ell-2`,
    spellings: [[/\\ell-2(?!\d)/g, String.raw`\oonbeforethat`]],
  },
  {
    name: "oonell",
    meaning: "the layer",
    takes: 0,
    definition: String.raw`\ell`,
    spellings: [[/\\ell(?![a-zA-Z])/g, String.raw`\oonell`]],
  },
  {
    name: "oonlayer",
    meaning: "how a quantity says of which layer it is: (layer)",
    takes: 1,
    definition: "(#1)",
    spellings: [],
  },
  {
    name: "oonV",
    meaning: "a vertex: number of points, layer",
    takes: 2,
    definition: String.raw`V_{#1}^{\oonlayer{#2}}`,
    spellings: [
      [new RegExp(`V_${index}${layer.replace(String.raw`(?:\[(\d+)\])?`, "")}`, "g"), String.raw`\oonV{$1$2}{$3}`],
    ],
  },
  {
    name: "oonVterm",
    meaning: "a term of its series in 1/n: number of points, layer, order",
    takes: 3,
    definition: String.raw`V_{#1}^{\oonlayer{#2}[#3]}`,
    spellings: [[new RegExp(`V_${index}${layer}`, "g"), String.raw`\oonVterm{$1$2}{$3}{$4}`]],
  },
  {
    name: "oonK",
    meaning: "a term of the mean kernel's series: order, layer",
    takes: 2,
    definition: String.raw`K_{#1}^{\oonlayer{#2}}`,
    spellings: [
      [new RegExp(`K_${index}${layer.replace(String.raw`(?:\[(\d+)\])?`, "")}`, "g"), String.raw`\oonK{$1$2}{$3}`],
    ],
  },
  {
    name: "oonCW",
    meaning: "the variance of weights: layer",
    takes: 1,
    definition: String.raw`C_W^{\oonlayer{#1}}`,
    spellings: [[/C_W\^\{\((\\oon\w+)\)\}/g, String.raw`\oonCW{$1}`]],
  },
  {
    name: "oonwidth",
    meaning: "the width of a layer",
    takes: 1,
    definition: "n_{#1}",
    spellings: [
      [/n_\{(\\oon\w+)\}/g, String.raw`\oonwidth{$1}`],
      [/n_(\\oonell)(?!\w)/g, String.raw`\oonwidth{$1}`],
    ],
  },
  {
    name: "oonaverage",
    meaning: "a Gaussian average over the layer before",
    takes: 1,
    definition: String.raw`\langle #1 \rangle`,
    spellings: [
      [/(?<!\\Bigl)\\langle ?/g, String.raw`\oonaverage{`],
      [/(?<!\\Bigr) ?\\rangle/g, "}"],
    ],
  },
  {
    name: "oonbigaverage",
    meaning: "the same in large brackets",
    takes: 1,
    definition: String.raw`\Bigl\langle #1 \Bigr\rangle`,
    spellings: [
      [/\\Bigl\\langle ?/g, String.raw`\oonbigaverage{`],
      [/ ?\\Bigr\\rangle/g, "}"],
    ],
  },
  {
    name: "oonDelta",
    meaning: "the fluctuation of a neuron's square, which the averages are of",
    takes: 0,
    definition: String.raw`\Delta`,
    spellings: [[/\\Delta(?![a-zA-Z])/g, String.raw`\oonDelta`]],
  },
  {
    name: "oonpartial",
    meaning: "a derivative by the preactivation",
    takes: 0,
    definition: String.raw`\partial`,
    spellings: [[/\\partial(?![a-zA-Z])/g, String.raw`\oonpartial`]],
  },
];

/** The definitions of all macros, for a document's preamble. */
export const macroDefinitions: string = [
  "% Notation.",
  ...macros.map(
    ({ name, meaning, takes, definition }) =>
      `\\newcommand{\\${name}}${takes === 0 ? "" : `[${takes}]`}{${definition}} % ${meaning}`,
  ),
].join("\n");

/** A text in TeX with its notation in macros; comments stay as they are. */
export const withMacros = (tex: string): string =>
  tex.replace(/^(?!%).*$/gm, (line) =>
    macros
      .flatMap(({ spellings }) => spellings)
      .reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line),
  );

/** The same with every macro written out again, by the definitions above. */
export function withoutMacros(tex: string): string {
  let text = tex;
  // What a definition uses comes before it in the list.
  for (const { name, takes, definition } of [...macros].reverse()) {
    const argument = String.raw`\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}`;
    const call = new RegExp(`\\\\${name}(?![a-zA-Z])${argument.repeat(takes)}`, "g");
    for (let before = ""; before !== text; ) {
      before = text;
      text = text.replace(call, (_, ...args: string[]) =>
        definition.replace(/#(\d)/g, (_, number) => args[Number(number) - 1] ?? ""),
      );
    }
  }
  return text;
}

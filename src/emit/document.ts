import {
  multiplyMonomials,
  type PlainSummand,
  type Polynomial,
  type Summand,
  single,
  toPlain,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Compilation } from "../compile.js";
import { totalCount } from "../diagram/counting.js";
import { type Certificate, count, emptyTally } from "../expansion/certificate.js";
import type { Term } from "../expansion/term.js";
import { printRequest } from "../language/request.js";
import { version } from "../version.js";
import { byFront } from "./fronts.js";
import { leftSide, monomialText, type Notation, numberText, signedTerms, subjectOf } from "./notation.js";
import { ascii, tex, unicode } from "./notations.js";
import { type PlainDiagram, type PlainRequest, plainDiagram, plainRequest } from "./plain.js";

/*
 * The data model of documents: what the built-in templates and a user's own are given (docs/templates.md describes it
 * for users). Everything is a string, a number, a boolean, or a list or record of those.
 */

/** A formula in every spelling. */
export interface Spelled {
  readonly text: string;
  readonly latex: string;
  readonly ascii: string;
}

/** A bracket: its terms with their signs, so that a format can break lines between them. */
export interface Bracket extends Spelled {
  readonly terms: readonly Spelled[];
  readonly isSum: boolean;
  /** Wider than what fits beside the other factors of a row on one line of a page. */
  readonly isLong: boolean;
}

/** One row of a table: each factor apart. Factors that are 1 are empty. */
export interface Row {
  readonly number: number;
  readonly id: string;
  readonly diagram: PlainDiagram;
  readonly loops: number;
  readonly jSums: number;
  readonly halves: number;
  /** True where the number of j sums differs from the row before. */
  readonly opensGroup: boolean;
  readonly half: Spelled;
  /** Vertices V_2b over powers of the widths. */
  readonly blobs: Spelled;
  readonly symmetry: Spelled;
  readonly labellings: string;
  readonly automorphisms: string;
  readonly bracket: Bracket;
  /** The whole row as the published table writes it. */
  readonly result: Spelled;
}

/** The part of the collected sum with the same vertices and widths in front. */
export interface Group {
  /** The coefficient of a bracket of one term; empty when it is 1, or the bracket has several. */
  readonly coefficient: Spelled;
  readonly blobs: Spelled;
  readonly bracket: Bracket;
  /** The whole group: coefficient, blobs and bracket multiplied. */
  readonly result: Spelled;
}

export interface DocumentModel {
  readonly oneovern: string;
  readonly title: string;
  /** What is computed, such as V_8. */
  readonly subject: Spelled;
  readonly request: PlainRequest;
  readonly leftSide: Spelled;
  readonly dividedBy: string;
  readonly classes: string;
  readonly labelled: string;
  readonly isLong: boolean;
  readonly rows: readonly Row[];
  readonly groups: readonly Group[];
  readonly sum: readonly PlainSummand[];
  readonly certificate: Certificate;
}

/** The rows of a table past which a LaTeX table is split over pages. */
const rowsOnAPage = 25;

const spell = (make: (notation: Notation) => string): Spelled => ({
  text: make(unicode),
  latex: make(tex),
  ascii: make(ascii),
});

/** About how wide TeX sets a formula: its characters, a command counted as one. */
export const texWidth = (latex: string): number => latex.replace(/\\[a-zA-Z]+ ?/g, "x").replace(/[{}^_ ]/g, "").length;

/** The width past which TeX must be allowed to break a bracket: about what fits beside the other factors of a row. */
const widestBracket = 48;

function bracketOf(p: Polynomial): Bracket {
  const [text, latex, plain] = [unicode, tex, ascii].map((notation) => signedTerms(p, notation)) as [
    string[],
    string[],
    string[],
  ];
  const terms = text.map((_, i) => ({
    text: text[i] as string,
    latex: latex[i] as string,
    ascii: plain[i] as string,
  }));
  return {
    text: text.join(" "),
    latex: latex.join(" "),
    ascii: plain.join(" "),
    terms,
    isSum: terms.length > 1,
    isLong: texWidth(latex.join(" ")) > widestBracket,
  };
}

/** The factors of a row in the paper's order, with its dots between the numbers. */
function resultOf(factors: readonly Spelled[], bracket: Bracket): Spelled {
  const join = (key: keyof Spelled, dot: string, open: string, close: string) =>
    [
      factors
        .map((factor) => factor[key])
        .filter((factor) => factor !== "")
        .join(dot),
      bracket.isSum && factors.some((factor) => factor[key] !== "") ? `${open}${bracket[key]}${close}` : bracket[key],
    ]
      .filter((part) => part !== "")
      .join(" ");
  const [open, close] = bracket.isLong ? ["\\bigl( ", " \\bigr)"] : ["\\left( ", " \\right)"];
  return {
    text: join("text", " · ", "(", ")"),
    latex: join("latex", " \\cdot ", open, close),
    ascii: join("ascii", " * ", "(", ")"),
  };
}

const empty: Spelled = { text: "", latex: "", ascii: "" };

const unlessOne = (value: Q.Rational): Spelled =>
  spell((notation) => (Q.isOne(value) ? "" : numberText(value, notation)));

function rowOf(term: Term, index: number, before: Term | undefined): Row {
  const half = unlessOne(Q.power(Q.rational(1, 2), term.halves));
  const blobs = spell((notation) => monomialText(multiplyMonomials(term.widths, term.blobs), notation));
  const symmetry = unlessOne(term.symmetry);
  const bracket = bracketOf(term.bracket);
  return {
    number: index + 1,
    id: term.id,
    diagram: plainDiagram(term),
    loops: term.loops,
    jSums: term.jSums,
    halves: term.halves,
    opensGroup: before !== undefined && before.jSums !== term.jSums,
    half,
    blobs,
    symmetry,
    labellings: String(term.labellings),
    automorphisms: String(term.automorphisms),
    bracket,
    result: resultOf([half, blobs, symmetry], bracket),
  };
}

/** The collected sum, grouped by what stands in front of the averages; groups in the table's order. */
function groupsOf(sum: Polynomial, terms: readonly Term[]): Group[] {
  const fronts = terms.map(({ widths, blobs }) => multiplyMonomials(widths, blobs).key);
  const places = new Map([...new Set(fronts)].map((key, place) => [key, place] as const));
  return byFront(sum)
    .sort((x, y) => (places.get(x.front.key) ?? 0) - (places.get(y.front.key) ?? 0))
    .map(({ front, bracket }) => {
      const blobs = spell((notation) => monomialText(front, notation));
      const [only, ...others] = [...bracket.values()] as [Summand, ...Summand[]];
      const alone = others.length === 0 && only.monomial.factors.length > 0;
      const coefficient = alone ? unlessOne(only.coefficient) : empty;
      const spelled = bracketOf(alone ? single(Q.one, only.monomial) : bracket);
      return { coefficient, blobs, bracket: spelled, result: resultOf([coefficient, blobs], spelled) };
    });
}

/** Builds the data model of a compilation. */
export function documentModel({ request, terms, sum, certificate }: Compilation): DocumentModel {
  const { dividedBy, ...left } = leftSide(request);
  const counted = emptyTally();
  for (const term of terms) count(counted, term);
  return {
    oneovern: version,
    title: `${printRequest(request)}, leading order, one input`,
    subject: subjectOf(request),
    request: plainRequest(request),
    leftSide: left,
    dividedBy,
    classes: String(terms.length),
    labelled: String(totalCount(counted.labelled.map((n) => n ?? 0n))),
    isLong: terms.length > rowsOnAPage,
    rows: terms.map((term, i) => rowOf(term, i, terms[i - 1])),
    groups: groupsOf(sum, terms),
    sum: toPlain(sum),
    certificate,
  };
}

import { multiplyMonomials, type PlainSummand, renameMonomial, renameSymbols, toPlain } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Size } from "../answer/count.js";
import type { Compilation } from "../answer/passes.js";
import { version } from "../foundation/version.js";
import type { OrdersOf } from "../language/request.js";
import {
  type Bracket,
  bracketOf,
  breakable,
  empty,
  type Group,
  groupsOf,
  lazily,
  type Part,
  partsByOrder,
  resultOf,
  spell,
  unlessOne,
} from "../notation/groups.js";
import { indexSpelling } from "../notation/inputs.js";
import { monomialText, type Spelled } from "../notation/notation.js";
import { expansionText, loopText, orderText } from "../notation/orders.js";
import type { Certificate } from "../proof/certificate.js";
import { raisedPower } from "../symbols/spelling.js";
import type { Term } from "../theory/kernel/term.js";
import { integralTex } from "./integrals.js";
import { type PlainDiagram, type PlainRequest, plainDiagram, plainRequest } from "./plain.js";

/*
 * The data model of documents: what the built-in templates and a user's own are given (docs/templates.md describes it
 * for users). Everything is a string, a number, a boolean, or a list or record of those.
 */

/** One row of a table: each factor apart. Factors that are 1 are empty. */
export interface Row {
  readonly number: number;
  readonly id: string;
  readonly diagram: PlainDiagram;
  readonly loops: number;
  /** The power of 1/n beyond leading: the loops, and the orders of tadpoles and of expanded blobs. */
  readonly order: number;
  readonly jSums: number;
  readonly halves: number;
  /** True where the number of j sums, or the order, differs from the row before. */
  readonly opensGroup: boolean;
  /** Of the first row of each order, where a table has several: "1 loop, 1/n^2: 4 diagrams"; else empty. */
  readonly heading: Spelled;
  readonly half: Spelled;
  /** Vertices V_2b over powers of the widths. */
  readonly blobs: Spelled;
  readonly symmetry: Spelled;
  readonly labellings: string;
  readonly automorphisms: string;
  readonly bracket: Bracket;
  /** With labelled externals: how many more labellings the row stands for, "+ 2 perms."; else empty. */
  readonly perms: Spelled;
  /** The whole row as the published table writes it. */
  readonly result: Spelled;
  /**
   * With labelled externals, the row in TeX as the papers write it, with sums over j and integrals over y; else empty.
   */
  readonly integral: string;
}

/** What a document says before its rows: cheap to make. */
export interface Summary {
  readonly oneovern: string;
  readonly title: string;
  /** "leading order", "1 loop", "through 2 loops". */
  readonly order: string;
  /** What follows the order: " about K_0 with expanded blobs"; empty where nothing was asked for. */
  readonly expansion: Spelled;
  /** What is computed, such as V_8. */
  readonly subject: Spelled;
  readonly request: PlainRequest;
  readonly leftSide: Spelled;
  readonly dividedBy: string;
  readonly classes: string;
  readonly labelled: string;
  readonly isLong: boolean;
  readonly certificate: Certificate;
}

/** What a request has at one order of 1/n: its rows, and their subtotal. */
export interface Order {
  /** The power of 1/n beyond leading. */
  readonly order: number;
  /** What stands above it where a request has several orders: "1 loop, 1/n^2: 4 diagrams"; else empty. */
  readonly heading: Spelled;
  readonly classes: string;
  readonly labelled: string;
  /** How many monomials the subtotal has. */
  readonly monomials: number;
  readonly rows: readonly Row[];
  /** The subtotal, collected. */
  readonly groups: readonly Group[];
}

/** What the built-in documents are made of. */
export interface TableModel extends Summary {
  readonly orders: readonly Order[];
  readonly rows: readonly Row[];
  readonly groups: readonly Group[];
}

/** The same with the collected sum, for templates of users: a list of millions where the sum is large. */
export interface DocumentModel extends TableModel {
  readonly sum: readonly PlainSummand[];
}

/** The rows of a table past which a LaTeX table is split over pages. */
const rowsOnAPage = 25;

/** What stands above the first row of an order. */
function headingOf(order: number, k: number, classes: bigint): Spelled {
  const power = k - 1 + order;
  const name = order === 0 ? "leading order" : loopText(order);
  const size = `${classes} diagram${classes === 1n ? "" : "s"}`;
  const withPower = (spelled: string) => `${name}${power === 0 ? "" : `, ${spelled}`}: ${size}`;
  return {
    text: withPower(`1/n${raisedPower(power)}`),
    latex: withPower(`$1/n${power === 1 ? "" : `^{${power}}`}$`),
    ascii: withPower(power === 1 ? "1/n" : `1/n^${power}`),
  };
}

/** "+ 2 perms." */
function permsOf({ labelled }: Term): Spelled {
  if (labelled === undefined || labelled.perms === 0n) return empty;
  const word = `perm${labelled.perms === 1n ? "" : "s"}.`;
  const text = `+ ${labelled.perms} ${word}`;
  return { text, ascii: text, latex: `\\; + ${labelled.perms}\\ \\mathrm{${word}}` };
}

function rowOf(term: Term, request: OrdersOf, index: number, before: Term | undefined, heading: Spelled): Row {
  const { labelled } = term;
  // For general inputs the 1/2 of a leg is inside its derivative D.
  const half = labelled ? empty : unlessOne(Q.power(Q.rational(1, 2), term.halves));
  const rename = indexSpelling(request);
  const front = multiplyMonomials(term.widths, term.blobs);
  const blobs = spell((notation) => monomialText(labelled ? renameMonomial(front, rename) : front, notation));
  const symmetry = unlessOne(Q.multiply(term.symmetry, Q.rational(labelled?.copies ?? 1n)));
  const bracket = bracketOf(labelled ? renameSymbols(term.bracket, rename) : term.bracket, labelled !== undefined);
  const perms = permsOf(term);
  const product = resultOf([half, blobs, symmetry], bracket);
  return {
    number: index + 1,
    id: term.id,
    diagram: plainDiagram(term),
    loops: term.loops,
    order: term.order,
    jSums: term.jSums,
    halves: term.halves,
    opensGroup: before !== undefined && (before.jSums !== term.jSums || before.order !== term.order),
    heading,
    half,
    blobs,
    symmetry,
    labellings: String(term.labellings),
    automorphisms: String(term.automorphisms),
    bracket,
    perms,
    result: lazily({
      text: () => `${product.text}${perms.text && ` ${perms.text}`}`,
      latex: () => `${labelled ? breakable(product.latex) : product.latex}${perms.latex && ` ${perms.latex}`}`,
      ascii: () => `${product.ascii}${perms.ascii && ` ${perms.ascii}`}`,
    }),
    integral: labelled ? `${integralTex(term, request)}${perms.latex && ` ${perms.latex}`}` : "",
  };
}

const labelledIn = (terms: readonly Term[]): bigint => terms.reduce((total, { labellings }) => total + labellings, 0n);

/** How many diagrams there are at an order, made or not. */
export function sizeAt({ counted }: Pick<Compilation, "counted">, { order, terms }: Part<Term>): Size {
  const size = counted?.byOrder?.find((entry) => entry.order === order);
  return size ?? { classes: BigInt(terms.length), labelled: labelledIn(terms) };
}

/**
 * The orders of a request in turn; rows are in the published order, a heading above each order where there are several.
 */
function ordersOf(compilation: Compilation<OrdersOf>): Order[] {
  const { request } = compilation;
  const parts = partsByOrder(compilation);
  let [index, before] = [0, undefined as Term | undefined];
  return parts.map((part) => {
    const { order, terms, sum } = part;
    const { classes, labelled } = sizeAt(compilation, part);
    const heading = parts.length > 1 ? headingOf(order, request.k, classes) : empty;
    const rows = terms.map((term, i) => {
      const row = rowOf(term, request, index++, before, i === 0 ? heading : empty);
      before = term;
      return row;
    });
    return {
      order,
      heading,
      classes: String(classes),
      labelled: String(labelled),
      monomials: sum.size,
      rows,
      groups: groupsOf({ request, ...part }),
    };
  });
}

/** What a document of a compilation says before its rows. */
export function summaryOf({ request, naming, terms, certificate, counted }: Compilation<OrdersOf>): Summary {
  const { dividedBy, ...left } = naming.leftSide;
  return {
    oneovern: version,
    title: naming.title,
    order: orderText(request.loops),
    expansion: expansionText(request),
    subject: naming.subject,
    request: plainRequest(request, naming.text),
    leftSide: left,
    dividedBy,
    classes: String(counted?.classes ?? terms.length),
    labelled: String(counted?.labelled ?? labelledIn(terms)),
    isLong: terms.length > rowsOnAPage,
    certificate,
  };
}

/** The rows and the sum of a compilation as a document shows them. */
export function tableModel(compilation: Compilation<OrdersOf>): TableModel {
  const orders = ordersOf(compilation);
  return {
    ...summaryOf(compilation),
    orders,
    rows: orders.flatMap(({ rows }) => rows),
    groups: orders.flatMap(({ groups }) => groups),
  };
}

/** Builds the data model of a compilation for a template of the user's own. */
export const documentModel = (compilation: Compilation<OrdersOf>): DocumentModel => ({
  ...tableModel(compilation),
  sum: toPlain(compilation.sum),
});

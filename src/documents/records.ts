import { exactBound, factorial, gcd } from "../algebra/integers.js";
import { type Monomial, type Polynomial, sorted } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { contentTable } from "../graphs/content.js";
import type { Diagram } from "../graphs/diagram.js";
import type { ClassInHand } from "../graphs/hand.js";
import type { Layout } from "../graphs/layout.js";
import { type Bytes, reserve, writeBytes, writeCharacter, writeId, writeNumber } from "../graphs/spelling.js";
import { symmetryOf } from "../theory/kernel/symmetry.js";

/*
 * Records of diagrams as bytes, for streams of them: what diagramLine and classLine in json.ts make of a term, from a class
 * in hand. A record is put together from pieces that are made once: the terms of a class depend on its content (which function
 * vertices, which blobs) and its symmetry factor alone, and many classes share theirs.
 */

/** The factors of a diagram's weight that depend on its content: which function vertices it has, and which blobs. */
export interface Weights {
  /** The powers of widths and blobs. */
  readonly monomialOf: (diagram: Diagram) => Monomial;
  readonly bracketOf: (diagram: Diagram) => Polynomial;
}

/** What the records of a request need. */
export interface RecordOptions {
  readonly k: number;
  /** Whether blobs of two legs or more show their orders. */
  readonly showsOrders: boolean;
  /** What the terms are made of; undefined for records without terms. */
  readonly weights: Weights | undefined;
}

/** About how many bytes of contents and brackets are remembered: beyond them the memory is emptied. */
const rememberedTerms = 1 << 27;

const encoder = new TextEncoder();

/** What appends the record of a class in hand, a line. */
export function recordWriter({ k, showsOrders, weights }: RecordOptions): (into: Bytes, found: ClassInHand) => void {
  const permutations = Number(factorial(k));
  const keys = fixedPieces();
  const vertexPieces = pieces((code) => `{"p":${code >> 8},"legs":${code & 255}}`);
  const blobPieces = pieces((code) => {
    const [degree, order] = [code >> 8, code & 255];
    return showsOrders || degree === 1 ? `{"degree":${degree},"order":${order}}` : `{"degree":${degree}}`;
  });
  const legPieces = pieces((code) => `[${code >> 8},${code & 255}]`);
  const writeTerms = weights && termsWriter(weights);
  const unseenIn = unseenCounter();

  return (into, found) => {
    const { layout, loops, order } = found;
    const { vertices, deltas, firstLeg, legs, blobs, degrees, orders, legCount } = layout;
    writeBytes(into, keys.id);
    writeId(into, layout, showsOrders);
    writeBytes(into, keys.loops);
    writeNumber(into, loops);
    writeBytes(into, keys.order);
    writeNumber(into, order);
    writeBytes(into, keys.jSums);
    writeNumber(into, vertices);
    writeBytes(into, keys.vertices);
    for (let v = 0; v < vertices; v++) {
      if (v > 0) writeCharacter(into, comma);
      const legsHere = (firstLeg[v + 1] as number) - (firstLeg[v] as number);
      writeBytes(into, vertexPieces(((deltas[v] as number) << 8) + legsHere));
    }
    writeBytes(into, keys.blobs);
    for (let b = 0; b < blobs; b++) {
      if (b > 0) writeCharacter(into, comma);
      writeBytes(into, blobPieces(((degrees[b] as number) << 8) + (orders[b] as number)));
    }
    writeBytes(into, keys.edges);
    for (let v = 0, leg = 0; v < vertices; v++)
      for (; leg < (firstLeg[v + 1] as number); leg++) {
        if (leg > 0) writeCharacter(into, comma);
        writeBytes(into, legPieces((v << 8) + (legs[leg] as number)));
      }
    const group = found.automorphisms * found.factorials;
    const unseen = order === 0 ? 1 : unseenIn(layout);
    if (group < exactBound && permutations * unseen < exactBound) {
      writeBytes(into, keys.symmetry);
      writeFraction(into, permutations, group);
      writeBytes(into, keys.halves);
      writeNumber(into, legCount);
      writeBytes(into, keys.labellings);
      writeNumber(into, Math.floor((permutations * unseen) / group));
      writeBytes(into, keys.automorphisms);
      writeNumber(into, found.automorphisms);
    } else {
      const exact = found.exact();
      const { symmetry, labellings } = symmetryOf(exact);
      const text = `],"symmetry":"${Q.toText(symmetry)}","halves":${legCount},"labellings":"${labellings}","automorphisms":"${exact.automorphisms}`;
      writeBytes(into, encoder.encode(text));
    }
    writeBytes(into, keys.quote);
    if (writeTerms !== undefined) {
      writeBytes(into, keys.terms);
      writeTerms(into, found);
    }
    writeBytes(into, keys.end);
  };
}

/** The keys of a record, with what stands between its values. */
function fixedPieces() {
  const as = (text: string): Uint8Array => encoder.encode(text);
  return {
    id: as('{"id":"'),
    loops: as('","loops":'),
    order: as(',"order":'),
    jSums: as(',"jSums":'),
    vertices: as(',"vertices":['),
    blobs: as('],"blobs":['),
    edges: as('],"edges":['),
    symmetry: as('],"symmetry":"'),
    halves: as('","halves":'),
    labellings: as(',"labellings":"'),
    automorphisms: as('","automorphisms":"'),
    quote: as('"'),
    terms: as(',"terms":'),
    end: as("}\n"),
  };
}

/** Texts that are made once, by a number of two bytes. */
function pieces(text: (code: number) => string): (code: number) => Uint8Array {
  const known = new Array<Uint8Array | undefined>(1 << 16).fill(undefined);
  return (code) => {
    const found = known[code];
    if (found !== undefined) return found;
    const made = encoder.encode(text(code));
    known[code] = made;
    return made;
  };
}

/** A bracket as text: its summands' coefficients, and their powers as they stand in a record. */
interface BracketText {
  readonly coefficients: readonly Q.Rational[];
  /** The powers of all summands, and where those of each end. */
  readonly powers: Uint8Array;
  readonly ends: Int32Array;
}

/** What is known of the classes with one content. */
interface KnownContent {
  readonly bracket: BracketText;
  /** What stands between a coefficient and the powers of a summand: the powers of widths and blobs come first. */
  readonly between: Uint8Array;
  /** k! (1/2)^halves / prod p!. */
  readonly factor: Q.Rational;
  /** The coefficients for each order of the group that was met. */
  readonly byGroup: Map<number, Coefficients>;
}

/** The coefficients of a class's terms as text, and where each ends. */
interface Coefficients {
  readonly digits: Uint8Array;
  readonly ends: Int32Array;
  /** The whole list of terms, from the second class on that has it. */
  list?: Uint8Array;
  isMet: boolean;
}

/** What writes the terms of classes: weighed once for each content, and once for all contents that share a bracket. */
function termsWriter({ monomialOf, bracketOf }: Weights): (into: Bytes, found: ClassInHand) => void {
  const known = contentTable<KnownContent>();
  const brackets = new Map<string, BracketText>();
  let remembered = 0;

  const knownContent = (found: ClassInHand): KnownContent =>
    known.of(found.layout, (verticesText) => {
      if (remembered > rememberedTerms) {
        known.clear();
        brackets.clear();
        remembered = 0;
      }
      const { diagram } = found.exact();
      const vertices = verticesText();
      const text = brackets.get(vertices) ?? bracketText(bracketOf(diagram));
      if (!brackets.has(vertices)) remembered += 500 + text.powers.length + 100 * text.ends.length;
      brackets.set(vertices, text);
      const { symmetry } = symmetryOf({ diagram, automorphisms: 1n });
      // Widths and blobs come before averages in the order of symbols.
      const powers = powersText(monomialOf(diagram));
      const comma = powers !== "" && text.powers.length > 0 ? "," : "";
      remembered += 500;
      return {
        bracket: text,
        between: encoder.encode(`","powers":{${powers}${comma}`),
        factor: Q.multiply(symmetry, Q.rational(1n, 2n ** BigInt(diagram.edges.length))),
        byGroup: new Map<number, Coefficients>(),
      };
    });
  function coefficientsOf({ byGroup, factor, bracket }: KnownContent, found: ClassInHand): Coefficients {
    const { automorphisms } = found;
    const met = byGroup.get(automorphisms);
    if (met !== undefined) return met;
    const isExact = automorphisms < exactBound;
    const group = isExact ? BigInt(automorphisms) : found.exact().automorphisms;
    const whole = Q.multiply(factor, Q.rational(1n, group));
    const texts = bracket.coefficients.map((coefficient) => Q.toText(Q.multiply(whole, coefficient)));
    const made = { digits: encoder.encode(texts.join("")), ends: endsOf(texts), isMet: false };
    // Large orders of groups are not told apart as numbers.
    if (isExact) byGroup.set(automorphisms, made);
    remembered += 200 + 12 * texts.length;
    return made;
  }
  return (into, found) => {
    const content = knownContent(found);
    const { bracket, between } = content;
    const coefficients = coefficientsOf(content, found);
    if (coefficients.list !== undefined) {
      writeBytes(into, coefficients.list);
      return;
    }
    const { digits, ends } = coefficients;
    const count = ends.length;
    reserve(
      into,
      2 + digits.length + bracket.powers.length + count * (between.length + opening.length + closing.length + 1),
    );
    const { bytes } = into;
    let at = into.length;
    bytes[at++] = openList;
    for (let i = 0, digit = 0, power = 0; i < count; i++) {
      if (i > 0) bytes[at++] = comma;
      at = copied(bytes, at, opening, 0, opening.length);
      at = copied(bytes, at, digits, digit, ends[i] as number);
      digit = ends[i] as number;
      at = copied(bytes, at, between, 0, between.length);
      at = copied(bytes, at, bracket.powers, power, bracket.ends[i] as number);
      power = bracket.ends[i] as number;
      at = copied(bytes, at, closing, 0, closing.length);
    }
    bytes[at++] = closeList;
    if (coefficients.isMet && at - into.length < longestList) {
      coefficients.list = bytes.slice(into.length, at);
      remembered += at - into.length;
    }
    coefficients.isMet = true;
    into.length = at;
  };
}

/** Lists of terms that are longer are put together each time. */
const longestList = 1 << 14;

/** What stands before and behind the values of a summand, and lists. */
const opening = encoder.encode('{"coefficient":"');
const closing = encoder.encode("}}");
const [openList, closeList, comma] = [91, 93, 44];

function copied(bytes: Uint8Array, at: number, piece: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) bytes[at++] = piece[i] as number;
  return at;
}

function bracketText(bracket: Polynomial): BracketText {
  const summands = sorted(bracket);
  const texts = summands.map(({ monomial }) => powersText(monomial));
  return {
    coefficients: summands.map(({ coefficient }) => coefficient),
    powers: encoder.encode(texts.join("")),
    ends: endsOf(texts),
  };
}

/** Where each of some texts of ASCII characters ends when they are joined. */
function endsOf(texts: readonly string[]): Int32Array {
  let end = 0;
  return Int32Array.from(texts, (text) => {
    end += text.length;
    return end;
  });
}

/** The powers of a monomial as they stand in a record, without the brackets around them; names are ASCII. */
const powersText = ({ factors }: Monomial): string =>
  factors.map(({ symbol, power }) => `"${symbol.name}":${power}`).join();

const slash = encoder.encode("/");

/** Appends a fraction of positive whole numbers below 2^53 in lowest terms. */
function writeFraction(into: Bytes, numerator: number, denominator: number): void {
  const common = gcd(numerator, denominator);
  writeNumber(into, numerator / common);
  if (denominator === common) return;
  writeBytes(into, slash);
  writeNumber(into, denominator / common);
}

/** What counts the automorphisms that leave every function vertex where it is: parallel legs, and equal blobs with the same legs. */
function unseenCounter(): (layout: Layout) => number {
  /** A number for each blob that those with the same legs, degree and order share, and few others. */
  let hashes = new Int32Array(64);
  return (layout) => {
    const { vertices, firstLeg, legs, blobs, degrees, orders } = layout;
    if (blobs > hashes.length) hashes = new Int32Array(2 * blobs);
    let exchanges = 1;
    for (let b = 0; b < blobs; b++) hashes[b] = ((degrees[b] as number) << 8) + (orders[b] as number);
    for (let v = 0, leg = 0; v < vertices; v++)
      for (let equal = 1, first = leg; leg < (firstLeg[v + 1] as number); leg++) {
        const blob = legs[leg] as number;
        equal = leg > first && legs[leg - 1] === blob ? equal + 1 : 1;
        exchanges *= equal;
        hashes[blob] = (Math.imul(hashes[blob] as number, 0x01000193) ^ v) | 0;
      }
    for (let b = 1; b < blobs; b++) {
      let times = 1;
      for (let other = 0; other < b; other++)
        if (hashes[other] === hashes[b] && haveSameLegs(other, b, layout)) times++;
      exchanges *= times;
    }
    return exchanges;
  };
}

/** Whether two blobs have as many legs at each function vertex, and are of one order. */
function haveSameLegs(one: number, other: number, layout: Layout): boolean {
  const { vertices, firstLeg, legs, degrees, orders } = layout;
  if (degrees[one] !== degrees[other] || orders[one] !== orders[other]) return false;
  for (let v = 0, leg = 0; v < vertices; v++) {
    let difference = 0;
    for (; leg < (firstLeg[v + 1] as number); leg++) {
      if (legs[leg] === one) difference++;
      else if (legs[leg] === other) difference--;
    }
    if (difference !== 0) return false;
  }
  return true;
}

import { DefectError } from "../foundation/errors.js";
import { escapeXml } from "../foundation/xml.js";
import { texBreakable } from "./tex.js";

/*
 * Formulas as MathML, for pages: what the compiler itself writes in TeX, read once more. What stands in brackets is one
 * group, and a power of it is a power of the group, which screen readers say so. It is no reader of TeX at large: what it
 * does not know, nothing here writes, and it says so.
 */

/** What stands in brackets. */
interface GroupAtom {
  readonly kind: "group";
  /** Whether its brackets are large, whatever stands in it. */
  readonly isLarge?: boolean;
  readonly open: string;
  readonly close: string;
  readonly inner: readonly Atom[];
}

/** A part of a formula: finished, or a group in brackets that may be broken between its terms. */
type Atom =
  | { readonly kind: "done"; readonly html: string; readonly isSign?: boolean; readonly isEquals?: boolean }
  | GroupAtom;

const token = /\\[a-zA-Z]+|\\[^a-zA-Z]|\d+(?:\.\d+)?|\s+|[^\s\\]/gy;

/** Commands that stand for a sign: identifiers, and operators. */
const identifiers: { readonly [command: string]: string } = {
  Delta: "Δ",
  Gamma: "Γ",
  Lambda: "Λ",
  Theta: "Θ",
  alpha: "α",
  beta: "β",
  chi: "χ",
  delta: "δ",
  ell: "ℓ",
  epsilon: "ϵ",
  gamma: "γ",
  infty: "∞",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  partial: "∂",
  phi: "ϕ",
  pi: "π",
  psi: "ψ",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  theta: "θ",
  xi: "ξ",
  zeta: "ζ",
  eta: "η",
  omega: "ω",
};
const operators: { readonly [command: string]: string } = {
  cdot: "⋅",
  times: "×",
  dots: "…",
  cdots: "⋯",
  dotsc: "…",
  sum: "∑",
  int: "∫",
  prod: "∏",
  ni: "∋",
  to: "→",
  approx: "≈",
  equiv: "≡",
  le: "≤",
  ge: "≥",
  ne: "≠",
};
const functions = new Set(["tr", "log", "det", "exp"]);
/** Commands that only say how a formula is set. */
const unheard = new Set(["allowbreak", "displaystyle", "limits", "nolimits", "notag", "left.", "right.", "mathopen"]);
const spaces: { readonly [command: string]: string } = {
  ",": "0.17em",
  ":": "0.22em",
  ";": "0.28em",
  " ": "0.25em",
  quad: "1em",
  qquad: "2em",
};
const brackets: { readonly [open: string]: string } = { "(": ")", "[": "]", "\\langle": "\\rangle" };
const spelled: { readonly [bracket: string]: string } = { "\\langle": "⟨", "\\rangle": "⟩", "|": "|", ".": "" };
/** Commands before a bracket that say how large it is. */
const sized = /^\\(?:left|right|[bB]igg?[lr]?)$/;

/** As much as that. */
const lean = '<mspace width="0.12em"></mspace>';
const done = (html: string): Atom => ({ kind: "done", html });
/** A letter: capitals of Greek stand upright, as in TeX. */
const mi = (text: string): Atom =>
  done(`<mi${/^[Α-Ω]$/.test(text) ? ' mathvariant="normal"' : ""}>${escapeXml(text)}</mi>`);
const mo = (text: string, attributes = ""): string => `<mo${attributes}>${escapeXml(text)}</mo>`;
const bracket = (text: string): string => mo(spelled[text] ?? text, ' stretchy="false"');
/** A bracket that is as high as what stands between it and its partner, where that is high. */
const stretched = (html: string): string => html.replace(' stretchy="false"', "");
/** A large bracket, whose partner may be on another line. */
const large = (text: string): string => mo(spelled[text] ?? text, ' symmetric="true" minsize="2em"');
const fence = (text: string, form: "prefix" | "postfix"): string =>
  mo(spelled[text] ?? text, ` form="${form}" stretchy="false"`);

/** The parts of a formula. @throws DefectError */
function read(tex: string): readonly Atom[] {
  const tokens: string[] = tex.match(token) ?? [];
  let at = 0;
  const unknown = (what: string): never => {
    throw new DefectError(`the formula ${tex.slice(0, 200)} is not written as MathML: ${what}`);
  };
  if (tokens.join("") !== tex) unknown("a sign of no kind");
  /** The next token but for blanks, and the one behind it. */
  const peek = (): string | undefined => {
    while (tokens[at]?.trim() === "") at++;
    return tokens[at];
  };
  const take = (): string | undefined => {
    const found = peek();
    at++;
    return found;
  };
  const following = (): string | undefined => tokens.slice(at + 1).find((text) => text.trim() !== "");

  /** Parts up to a closing token, which is taken as well. */
  function row(closing?: string): Atom[] {
    const atoms: Atom[] = [];
    for (;;) {
      const next = peek();
      if (next === undefined) {
        if (closing !== undefined) unknown(`no ${closing}`);
        return atoms;
      }
      if (sized.test(next) && following() === closing) {
        take();
        take();
        return atoms;
      }
      if (next === closing) {
        take();
        return atoms;
      }
      const atom = scripted();
      if (atom !== undefined) atoms.push(atom);
    }
  }

  /** A part with what stands below and above it. */
  function scripted(): Atom | undefined {
    const part = base();
    const scripts: { below?: string; above?: string } = {};
    for (;;) {
      const next = peek();
      if (next === "_" && scripts.below === undefined) {
        take();
        scripts.below = argument();
      } else if (next === "^" && scripts.above === undefined) {
        take();
        scripts.above = argument();
      } else if (next === "'") {
        take();
        scripts.above = mo("′");
      } else break;
    }
    const { below, above } = scripts;
    if (below === undefined && above === undefined) return part;
    const html = part === undefined ? "<mi></mi>" : whole([part]);
    // A slanted capital leans over what stands above it.
    const raised = above !== undefined && /^<mi>[A-Z]<\/mi>$/.test(html) ? `<mrow>${lean}${above}</mrow>` : above;
    if (below !== undefined && above !== undefined) return done(`<msubsup>${html}${below}${raised}</msubsup>`);
    return done(below === undefined ? `<msup>${html}${raised}</msup>` : `<msub>${html}${below}</msub>`);
  }

  /** What a command takes: a group in braces, or one token. */
  function argument(): string {
    if (peek() === "{") {
      take();
      return whole(row("}"));
    }
    const atom = base(true);
    return atom === undefined ? unknown("a missing argument") : whole([atom]);
  }

  /** The text of a group in braces, its blanks too. */
  function text(): string {
    if (take() !== "{") unknown("no text in braces");
    const end = tokens.indexOf("}", at);
    if (end < 0) unknown("no }");
    const found = tokens.slice(at, end).join("");
    at = end + 1;
    // Blanks at its ends would be lost.
    return found.replaceAll(/^ | $/g, "\u00a0");
  }

  /** A part without scripts; of a number, where one token is wanted, its first digit. */
  function base(isArgument = false): Atom | undefined {
    const next = take();
    if (next === undefined) return undefined;
    if (/^\d/.test(next)) {
      if (!isArgument || next.length === 1) return done(`<mn>${next}</mn>`);
      // As in \tfrac12: the first digit is what is meant.
      tokens.splice(at, 0, next.slice(1));
      return done(`<mn>${next.slice(0, 1)}</mn>`);
    }
    if (next === "{") return done(whole(row("}")));
    const close = brackets[next];
    if (close !== undefined) return group(next, close);
    if (sized.test(next)) return sizedGroup(next);
    if (next === "-" || next === "+") return { kind: "done", html: mo(next === "-" ? "−" : "+"), isSign: true };
    if (next === "|" || next === "/") return done(mo(next, ' stretchy="false" lspace="0" rspace="0"'));
    if (/^[a-zA-Z]$/.test(next)) return mi(next);
    if (next === "=") return { kind: "done", html: mo("="), isEquals: true };
    if (/^[,;.:!<>]$/.test(next)) return done(mo(next, next === "," || next === ";" ? ' separator="true"' : ""));
    if (next === "&") return undefined;
    if (next.startsWith("\\")) return command(next.slice(1));
    return unknown(`"${next}"`);
  }

  function group(open: string, close: string): GroupAtom {
    return { kind: "group", open: bracket(open), close: bracket(close), inner: row(close) };
  }

  /** \left( ... \right): the opening bracket follows. */
  function sizedGroup(size: string): Atom {
    const open = take() ?? "";
    const close = brackets[open];
    if (close !== undefined) {
      const found = group(open, close);
      return size.startsWith("\\B") ? { ...found, isLarge: true, open: large(open), close: large(close) } : found;
    }
    if (open !== ".") return unknown(`the bracket "${open}"`);
    // \left. ... \right| with a condition below.
    const inner = whole(row("|"));
    return done(`<mrow>${inner}${fence("|", "postfix")}</mrow>`);
  }

  function command(name: string): Atom | undefined {
    const letter = identifiers[name];
    if (letter !== undefined) return mi(letter);
    const operator = operators[name];
    if (operator !== undefined) return done(mo(operator, name === "int" ? ' largeop="false"' : ""));
    if (functions.has(name)) return done(`<mi>${name}</mi>`);
    const space = spaces[name];
    if (space !== undefined) return done(`<mspace width="${space}"></mspace>`);
    if (name === "!" || unheard.has(name)) return undefined;
    switch (name) {
      case "frac":
      case "tfrac":
        return done(`<mfrac>${argument()}${argument()}</mfrac>`);
      case "text":
        return done(`<mtext>${escapeXml(text())}</mtext>`);
      case "mathrm":
      case "mathsf":
      case "operatorname":
        return done(`<mi mathvariant="normal">${escapeXml(text())}</mi>`);
      case "tilde":
        return done(`<mover>${argument()}${mo("~")}</mover>`);
      case "bar":
        return done(`<mover>${argument()}${mo("¯")}</mover>`);
      case "prime":
        return done(mo("′"));
      default:
        return unknown(`\\${name}`);
    }
  }

  return row();
}

function htmlOf(atom: Atom): string {
  if (atom.kind === "done") return atom.html;
  const inner = atom.inner.map(htmlOf).join("");
  const [open, close] = isHigh(inner) ? [stretched(atom.open), stretched(atom.close)] : [atom.open, atom.close];
  return `<mrow>${open}${inner}${close}</mrow>`;
}

const isHigh = (html: string): boolean => html.includes("<mfrac>");

/** Parts as one element. */
const whole = (atoms: readonly Atom[]): string =>
  atoms.length === 1 ? htmlOf(atoms[0] as Atom) : `<mrow>${atoms.map(htmlOf).join("")}</mrow>`;

const element = (inner: string): string => `<math displaystyle="true">${inner}</math>`;

/** A formula that the compiler wrote in TeX, as MathML. @throws DefectError where it holds what nothing here writes */
export const mathml = (tex: string): string => element(whole(read(tex)));

/**
 * The same in pieces between which a page may break a line: before the signs of a sum, also of one in brackets, and before =. Each
 * piece is a formula.
 */
export function mathmlPieces(tex: string): string[] {
  const pieces: string[][] = [[]];
  const put = (html: string): void => {
    pieces.at(-1)?.push(html);
  };
  const spread = (atoms: readonly Atom[], depth: number): void => {
    atoms.forEach((atom, i) => {
      if (atom.kind === "done" && i > 0 && (atom.isSign || (atom.isEquals && depth === 0))) {
        // At the start of a piece a sign would be taken for one that stands before a number.
        pieces.push([atom.html.replace("<mo>", '<mo form="infix" lspace="0" rspace="0.22em">')]);
        return;
      }
      if (atom.kind === "group" && depth === 0 && isBreakable(atom)) {
        put(atom.open);
        spread(atom.inner, 1);
        put(atom.close);
      } else put(htmlOf(atom));
    });
  };
  spread(read(tex), 0);
  return pieces.map((piece) => element(piece.length === 1 ? (piece[0] as string) : `<mrow>${piece.join("")}</mrow>`));
}

/** Whether a group is a sum that a page may break; one of two terms with brackets as high as they are, it may not. */
const isBreakable = (group: GroupAtom): boolean => {
  const signs = group.inner.filter((part) => part.kind === "done" && part.isSign).length;
  return signs > 1 || (signs === 1 && (group.isLarge === true || !isHigh(htmlOf(group))));
};

/** A formula that a page may break between its terms. */
export const mathmlInPieces = (tex: string): string => mathmlPieces(texBreakable(tex)).join(" ");

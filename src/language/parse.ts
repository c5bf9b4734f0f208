import { distance } from "fastest-levenshtein";
import type { Token } from "moo";
import nearley from "nearley";
import compiledGrammar from "./request-grammar.js";
import type { RequestNode, Span } from "./request-nodes.js";

/** What the parser knew when it stopped: the token at fault (none at the end of the text) and what it waited for. */
export interface Diagnosis {
  readonly token: { readonly text: string; readonly offset: number } | undefined;
  readonly expected: readonly Terminal[];
}

/** A terminal of the grammar: a word itself, or a type of token. */
type Terminal = { readonly literal: string } | { readonly type: string };

export type Parsed =
  | { readonly ok: true; readonly node: RequestNode }
  | { readonly ok: false; readonly diagnosis: Diagnosis };

const grammar = nearley.Grammar.fromCompiled(compiledGrammar as unknown as nearley.CompiledRules);

/**
 * Every parse of a text: one, unless it is not a request (none) or the grammar is ambiguous (a defect; a test looks).
 */
export function allParses(text: string): RequestNode[] {
  const parser = new nearley.Parser(grammar);
  try {
    parser.feed(text);
  } catch {
    return [];
  }
  return parser.results as RequestNode[];
}

/** Parses a request, or says where and on what the parser stopped. */
export function parseNodes(text: string): Parsed {
  const parser = new nearley.Parser(grammar);
  try {
    parser.feed(text);
  } catch (error) {
    const token = (error as { token?: Token }).token;
    if (!token) throw error;
    return { ok: false, diagnosis: { token, expected: waitedFor(parser, 2) } };
  }
  const [node] = parser.results as RequestNode[];
  return node ? { ok: true, node } : { ok: false, diagnosis: { token: undefined, expected: waitedFor(parser, 1) } };
}

interface Column {
  readonly states: readonly { readonly dot: number; readonly rule: { readonly symbols: readonly unknown[] } }[];
}

/**
 * The terminals after the dot in the last column but `back - 1` of the chart (the last one is empty after an error).
 */
function waitedFor(parser: nearley.Parser, back: number): Terminal[] {
  const columns = (parser as unknown as { table: Column[] }).table;
  const states = columns[columns.length - back]?.states ?? [];
  const found = new Map<string, Terminal>();
  for (const { rule, dot } of states) {
    const symbol = rule.symbols[dot];
    if (typeof symbol !== "object" || symbol === null) continue;
    const { literal, type } = symbol as { literal?: string; type?: string };
    if (literal !== undefined) found.set(literal, { literal });
    else if (type !== undefined) found.set(`%${type}`, { type });
  }
  return [...found.values()];
}

/** How the types of tokens, and the spellings that stand for many, are named in a message; others are hidden. */
const namedTypes: Record<string, string> = { number: "a number", word: "a name" };
const spelledOtherwise = new Set([
  "⟨",
  "\\langle",
  "⟩",
  "\\rangle",
  "ℓ",
  "\\ell",
  "φ",
  "ϕ",
  "\\phi",
  "\\varphi",
  "\\frac",
]);

/** What would have been accepted, where, and a whole request near to the one given, if there is one. */
export function diagnose(
  text: string,
  { token, expected }: Diagnosis,
  /** The canonical spelling of a text that is a request, or undefined. */
  accept: (candidate: string) => string | undefined,
): { span: Span; expected: string; suggestion: string | undefined } {
  const start = token?.offset ?? text.trimEnd().length;
  const character = String.fromCodePoint(text.codePointAt(start) ?? 32);
  const end = token ? start + Math.max(token.text.length, character.length) : start + 1;
  const words = expected.flatMap((terminal) => ("literal" in terminal ? [terminal.literal] : []));
  const shown = words.includes("V")
    ? ["a vertex (V_8)", "the mean of the kernel (K)", "a correlator (<phi_i(x1) phi_j(x2)>)"]
    : [
        ...words.filter((word) => !spelledOtherwise.has(word)).map((word) => `"${word}"`),
        ...expected.flatMap((terminal) => {
          const name = "type" in terminal ? namedTypes[terminal.type] : undefined;
          return name ? [name] : [];
        }),
        ...(accept(text.slice(0, start)) === undefined ? [] : ["the end of the request"]),
      ];
  return { span: { start, end }, expected: orList(shown), suggestion: suggest(text, { start, end }, words, accept) };
}

const orList = (items: readonly string[]): string =>
  items.length <= 1 ? (items[0] ?? "nothing more") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;

/** Tries the nearest repairs: another word for the token, the token left out, and the request up to it. */
function suggest(
  text: string,
  { start, end }: Span,
  words: readonly string[],
  accept: (candidate: string) => string | undefined,
): string | undefined {
  const token = text.slice(start, end);
  if (text.trim() === "") return "V_8";
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const near = words
    .map((word) => ({ word, far: distance(word.toLowerCase(), token.toLowerCase()) }))
    .filter(({ word, far }) => far <= Math.max(1, Math.floor(word.length / 2)))
    .sort((a, b) => a.far - b.far)
    .map(({ word }) => word);
  const candidates = [
    ...near.map((word) => before + word + after),
    ...words.map((word) => `${before}${word} ${text.slice(start)}`),
    before + after,
    before,
  ];
  for (const candidate of candidates) {
    const accepted = candidate.trim() === "" ? undefined : accept(candidate);
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

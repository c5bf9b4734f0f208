/*
 * The plain data that grammar/request.ne builds, and the small functions that build it. A node knows where it stands in
 * the text; what the numbers in it mean is decided in request.ts.
 */

/** What of a lexer's token matters here. */
interface Token {
  readonly text: string;
  readonly offset: number;
}

/** Offsets into the request's text, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of text with its place. */
export interface Piece extends Span {
  readonly text: string;
}

export type ObjectNode = Span &
  (
    | (SeriesNode & { readonly kind: "vertex"; readonly points: Piece })
    | (SeriesNode & { readonly kind: "kernel" })
    | { readonly kind: "scaling" }
    | { readonly kind: "action"; readonly points?: Piece }
    | { readonly kind: "correlator"; readonly connected: boolean; readonly fields: readonly FieldNode[] }
  );

interface SeriesNode {
  /** The order of the one coefficient that is meant: 1 in V_4[1], 2 in K_2. */
  readonly part?: Piece;
  readonly externals?: readonly PairNode[];
}

export interface PairNode extends Span {
  /** The names between two semicolons: two, in a request that is right. */
  readonly inputs: readonly Piece[];
}

export interface FieldNode extends Span {
  readonly index: Piece;
  readonly input: Piece;
}

export interface ClauseNode extends Span {
  readonly name: "loops" | "leading" | "order" | "power" | "genus" | "about" | "blobs" | "widths" | "inputs";
  /** "at" or "through"; "every" genus; "mean" or "K_0"; "expanded" or "full"; "equal" or "distinct". */
  readonly mode: string;
  readonly amount?: Piece;
  /** For an order: the numerator, which must be 1. */
  readonly numerator?: Piece;
}

export interface RequestNode {
  readonly object: ObjectNode;
  readonly clauses: readonly ClauseNode[];
}

type Parsed = Token | Piece | Span | Parsed[] | null | undefined;

/** The place that a parsed thing takes in the text, from its first to its last token. */
function spanOf(parsed: Parsed): Span {
  const spans: Span[] = [];
  const visit = (thing: Parsed): void => {
    if (thing === null || thing === undefined) return;
    if (Array.isArray(thing)) for (const part of thing) visit(part);
    else if ("offset" in thing) spans.push({ start: thing.offset, end: thing.offset + thing.text.length });
    else if ("start" in thing) spans.push(thing);
    else for (const part of Object.values(thing)) visit(part as Parsed);
  };
  visit(parsed);
  return { start: Math.min(...spans.map((s) => s.start)), end: Math.max(...spans.map((s) => s.end)) };
}

/** Subscript and superscript digits as plain ones; a minus sign is dropped (the rule knows that it is there). */
const plainDigits = (text: string): string =>
  text.replace(/⁻/g, "").replace(/[₀-₉⁰¹²³⁴-⁹]/g, (c) => {
    const code = c.charCodeAt(0);
    if (code >= 0x2080) return String(code - 0x2080);
    return String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c));
  });

const piece = (parsed: Parsed): Piece => {
  const thing = parsed as Token | Piece;
  return { text: plainDigits(thing.text), ...spanOf(thing) };
};

/** The texts at some places of a rule joined to one piece: x, _, 1 -> x1. */
export const joined =
  (...places: number[]) =>
  (parts: Parsed[]): Piece => ({
    text: places.map((place) => piece(parts[place]).text).join(""),
    ...spanOf(parts),
  });

/**
 * A list while it is being read: its last item and the list before. The parser keeps a list for every place where it
 * could end, and so holds each item once.
 */
interface Chain<T> extends Span {
  readonly before: Chain<T> | undefined;
  readonly item: T;
}

/** A list of one item. */
export const first = <T extends Span>([item]: T[]): Chain<T> => {
  const { start, end } = item as T;
  return { before: undefined, item: item as T, start, end };
};

/** A list with one more item, which stands at some place of the rule. */
export const further =
  (place: number) =>
  <T extends Span>(parts: readonly unknown[]): Chain<T> => {
    const [before, item] = [parts[0] as Chain<T>, parts[place] as T];
    return { before, item, start: before.start, end: item.end };
  };

function itemsOf<T>(chain: Chain<T> | undefined): T[] {
  const items: T[] = [];
  for (let link = chain; link !== undefined; link = link.before) items.push(link.item);
  return items.reverse();
}

export const request = ([object, clauses]: readonly unknown[]): RequestNode => ({
  object: object as ObjectNode,
  clauses: itemsOf(clauses as Chain<ClauseNode> | undefined),
});

/** Of a rule: the place of the points, and of the order where one coefficient is meant. */
export const vertex =
  (points: number, part?: number) =>
  (parts: Parsed[]): ObjectNode => ({
    kind: "vertex",
    points: piece(parts[points]),
    ...(part === undefined ? {} : { part: piece(parts[part]) }),
    ...spanOf(parts),
  });

/** Of a rule: the place of the order where one coefficient is meant. */
export const kernel =
  (part?: number) =>
  (parts: Parsed[]): ObjectNode => ({
    kind: "kernel",
    ...(part === undefined ? {} : { part: piece(parts[part]) }),
    ...spanOf(parts),
  });

/** The names between two semicolons, still a chain. */
interface OpenPair extends Span {
  readonly names: Chain<Piece>;
}

export const pair = ([names]: readonly unknown[]): OpenPair => {
  const { start, end } = names as Chain<Piece>;
  return { names: names as Chain<Piece>, start, end };
};

export const externals = ([, pairs]: readonly unknown[]): PairNode[] =>
  itemsOf(pairs as Chain<OpenPair>).map(({ names, start, end }) => ({ inputs: itemsOf(names), start, end }));

export const field =
  (index: number, input: number) =>
  (parts: Parsed[]): FieldNode => ({ index: piece(parts[index]), input: piece(parts[input]), ...spanOf(parts) });

export const correlator =
  (fields: number, connected: boolean) =>
  (parts: Parsed[]): ObjectNode => ({
    kind: "correlator",
    connected,
    fields: itemsOf(parts[fields] as unknown as Chain<FieldNode>),
    ...spanOf(parts),
  });

/** The action of a layer, alone or with the vertex that it goes to. */
export const action = (parts: Parsed[]): ObjectNode => {
  const [, named] = parts as unknown as [Token, { readonly points: Piece } | undefined];
  return { kind: "action", ...(named === undefined ? {} : { points: named.points }), ...spanOf(parts) };
};

/** The test loss of scaling laws. */
export const scaling = (parts: Parsed[]): ObjectNode => ({ kind: "scaling", ...spanOf(parts) });

export const clause =
  (name: ClauseNode["name"], mode = "at", amount?: number) =>
  (parts: Parsed[]): ClauseNode => {
    const node = { name, mode, ...spanOf(parts) };
    if (amount === undefined) {
      // "about K_0": the index decides whether it is K_0 that is meant.
      return name === "about" && mode === "K_0" ? { ...node, amount: piece(parts[2]) } : node;
    }
    if (name !== "order") return { ...node, amount: piece(parts[amount]) };
    const { one, power } = parts[amount] as unknown as { one?: Token; n: Token; power?: Token | Piece };
    const span = spanOf(parts[amount]);
    return {
      ...node,
      amount: power ? piece(power) : { text: "1", ...span },
      ...(one ? { numerator: piece(one) } : {}),
    };
  };

import * as Q from "../algebra/rational.js";
import {
  type Graph,
  graphBuilder,
  isMultiplied,
  type Node,
  oneRef,
  operationCount,
  type Ref,
  type Scaled,
} from "./graph.js";

/*
 * Common subexpressions, greedily: of all pairs of factors in products and pairs of terms in sums, up to a number, the
 * one whose own node saves most operations gets a node, until none saves any. The pairs of a part that changes are
 * counted again, no others, so the cost is the number of extractions times the length of a sum squared.
 */

/** A pair that may get a node of its own. */
type Pattern =
  | { readonly kind: "product"; readonly a: Ref; readonly b: Ref }
  /** a + ratio b, up to a number */
  | { readonly kind: "sum"; readonly a: Ref; readonly b: Ref; readonly ratio: Q.Rational }
  /** a number times a node */
  | { readonly kind: "multiple"; readonly size: Q.Rational; readonly of: Ref };

interface Candidate {
  readonly pattern: Pattern;
  /** The nodes that have the pattern, with how often (products) or with what factors (sums). */
  readonly owners: Map<Ref, Occurrence>;
  /** The bucket that it lies in. */
  gain: number;
}

/** In one node: how often the pair occurs, and which of two terms have another number than 1 or -1. */
interface Occurrence {
  readonly times: number;
  readonly first: boolean;
  readonly second: boolean;
}

/** Past so many terms the pairs of a sum are not looked at: their number grows with the square. */
const longestSum = 400;

/** The graph with a node for each pair that is worth one. */
export function shared(graph: Graph): Graph {
  const work = workOn(graph);
  // Each extraction saves an operation, so there are no more of them than operations.
  for (let most = operationCount(graph); most > 0; most--) {
    const best = work.best();
    if (best === undefined) break;
    work.extract(best);
  }
  return rebuilt(graph, work.products, work.sums);
}

interface Work {
  readonly products: Map<Ref, Ref[]>;
  readonly sums: Map<Ref, Scaled[]>;
  best(): Candidate | undefined;
  extract(candidate: Candidate): void;
}

function workOn({ nodes }: Graph): Work {
  const products = new Map<Ref, Ref[]>();
  const sums = new Map<Ref, Scaled[]>();
  const candidates = new Map<string, Candidate>();
  const buckets: Set<string>[] = [];
  let next = nodes.length;

  const place = (key: string, candidate: Candidate): void => {
    const gain = Math.max(0, gainOf(candidate));
    if (gain === candidate.gain) return;
    buckets[candidate.gain]?.delete(key);
    candidate.gain = gain;
    if (gain === 0) return;
    while (buckets.length <= gain) buckets.push(new Set());
    buckets[gain]?.add(key);
  };
  const count = (owner: Ref, sign: 1 | -1): void => {
    const found = products.get(owner);
    const patterns = found === undefined ? patternsOfSum(sums.get(owner) as Scaled[]) : patternsOfProduct(found);
    for (const [key, pattern, occurrence] of patterns) {
      let candidate = candidates.get(key);
      if (candidate === undefined) {
        if (sign < 0) continue;
        candidate = { pattern, owners: new Map(), gain: 0 };
        candidates.set(key, candidate);
      }
      if (sign > 0) candidate.owners.set(owner, occurrence);
      else candidate.owners.delete(owner);
      place(key, candidate);
      if (candidate.owners.size === 0) candidates.delete(key);
    }
  };
  nodes.forEach((node, ref) => {
    if (node.kind === "product") products.set(ref, [...node.factors]);
    else if (node.kind === "sum") sums.set(ref, [...node.terms]);
    else return;
    count(ref, 1);
  });

  return {
    products,
    sums,
    best: () => {
      for (let gain = buckets.length - 1; gain > 0; gain--)
        for (const key of buckets[gain] ?? []) return candidates.get(key);
      return undefined;
    },
    extract: ({ pattern, owners }) => {
      const { isWhole, parts, rewritten } = extractionOf(pattern, owners, products, sums);
      const refs = [...owners.keys()];
      const whole = refs.find(isWhole);
      const made = whole ?? next++;
      if (whole === undefined) {
        if (parts.kind === "product") products.set(made, parts.factors);
        else sums.set(made, parts.terms);
        count(made, 1);
      }
      for (const owner of refs)
        if (owner !== made) {
          count(owner, -1);
          rewritten(owner, made);
          count(owner, 1);
        }
    },
  };
}

/** How a pattern gets its node. */
interface Extraction {
  /** Whether a node that has the pattern is just that, and can serve as its node. */
  isWhole(ref: Ref): boolean;
  /** What a node of its own is made of. */
  readonly parts:
    | { readonly kind: "product"; readonly factors: Ref[] }
    | { readonly kind: "sum"; readonly terms: Scaled[] };
  /** Puts the node in place of the pattern. */
  rewritten(owner: Ref, made: Ref): void;
}

function extractionOf(
  pattern: Pattern,
  owners: ReadonlyMap<Ref, Occurrence>,
  products: Map<Ref, Ref[]>,
  sums: Map<Ref, Scaled[]>,
): Extraction {
  const factorsOf = (ref: Ref): Ref[] => products.get(ref) ?? [];
  const termsOf = (ref: Ref): Scaled[] => sums.get(ref) ?? [];
  const coefficientIn = (terms: readonly Scaled[], part: Ref): Q.Rational =>
    terms.find(({ of }) => of === part)?.coefficient ?? Q.zero;
  switch (pattern.kind) {
    case "product": {
      const { a, b } = pattern;
      return {
        isWhole: (ref) => factorsOf(ref).length === 2,
        parts: { kind: "product", factors: [a, b] },
        rewritten: (owner, made) => products.set(owner, withPair(factorsOf(owner), a, b, made)),
      };
    }
    case "sum": {
      const { a, b } = pattern;
      return {
        // Unless both of its terms are multiplied: then it becomes a multiple of the pair.
        isWhole: (ref) => {
          const { first, second } = owners.get(ref) as Occurrence;
          return termsOf(ref).length === 2 && !(first && second);
        },
        parts: { kind: "sum", terms: pairOf(pattern, owners.values()).terms },
        rewritten: (owner, made) => {
          const terms = termsOf(owner);
          const coefficient = Q.divide(coefficientIn(terms, a), coefficientIn(termsOf(made), a));
          sums.set(owner, [...terms.filter(({ of }) => of !== a && of !== b), { coefficient, of: made }]);
        },
      };
    }
    case "multiple": {
      const { size, of } = pattern;
      return {
        isWhole: (ref) => termsOf(ref).length === 1,
        parts: { kind: "sum", terms: [{ coefficient: size, of }] },
        rewritten: (owner, made) =>
          sums.set(
            owner,
            termsOf(owner).map((term) =>
              term.of === of ? { coefficient: term.coefficient.num < 0n ? minusOne : Q.one, of: made } : term,
            ),
          ),
      };
    }
  }
}

const minusOne = Q.rational(-1);

/** The factors with one more node in place of as many pairs a, b as there are. */
function withPair(factors: readonly Ref[], a: Ref, b: Ref, pair: Ref): Ref[] {
  const times = pairCount(factors, a, b);
  const left = new Map<Ref, number>(
    a === b
      ? [[a, 2 * times]]
      : [
          [a, times],
          [b, times],
        ],
  );
  const rest = factors.filter((factor) => {
    const take = left.get(factor) ?? 0;
    if (take > 0) left.set(factor, take - 1);
    return take === 0;
  });
  return [...rest, ...Array.from({ length: times }, () => pair)];
}

function pairCount(factors: readonly Ref[], a: Ref, b: Ref): number {
  const of = (ref: Ref) => factors.reduce((n, factor) => n + (factor === ref ? 1 : 0), 0);
  return a === b ? Math.floor(of(a) / 2) : Math.min(of(a), of(b));
}

type Found = readonly [key: string, pattern: Pattern, occurrence: Occurrence];

function* patternsOfProduct(factors: readonly Ref[]): Generator<Found> {
  const counts = new Map<Ref, number>();
  for (const factor of factors) counts.set(factor, (counts.get(factor) ?? 0) + 1);
  const distinct = [...counts].sort(([a], [b]) => a - b);
  for (let i = 0; i < distinct.length; i++) {
    const [a, m] = distinct[i] as [Ref, number];
    if (m > 1)
      yield [`p${a},${a}`, { kind: "product", a, b: a }, { times: Math.floor(m / 2), first: false, second: false }];
    for (let j = i + 1; j < distinct.length; j++) {
      const [b, n] = distinct[j] as [Ref, number];
      yield [`p${a},${b}`, { kind: "product", a, b }, { times: Math.min(m, n), first: false, second: false }];
    }
  }
}

function* patternsOfSum(given: readonly Scaled[]): Generator<Found> {
  const terms = [...given].sort((s, t) => s.of - t.of);
  for (const term of terms)
    if (isMultiplied(term)) {
      const size = Q.absolute(term.coefficient);
      yield [
        `m${Q.toText(size)}*${term.of}`,
        { kind: "multiple", size, of: term.of },
        { times: 1, first: true, second: false },
      ];
    }
  if (terms.length > longestSum) return;
  for (let i = 0; i < terms.length; i++) {
    const s = terms[i] as Scaled;
    for (let j = i + 1; j < terms.length; j++) {
      const t = terms[j] as Scaled;
      const ratio = Q.divide(t.coefficient, s.coefficient);
      yield [
        `s${s.of},${t.of},${ratio.num}/${ratio.den}`,
        { kind: "sum", a: s.of, b: t.of, ratio },
        { times: 1, first: isNumbered(s), second: isNumbered(t) },
      ];
    }
  }
}

const isNumbered = ({ coefficient }: Scaled): boolean => !Q.isOne(Q.absolute(coefficient));

/** How many operations fewer there are when the pattern has a node of its own. */
function gainOf({ pattern, owners }: Candidate): number {
  if (pattern.kind === "sum") return pairOf(pattern, owners.values()).gain;
  let times = 0;
  for (const owner of owners.values()) times += owner.times;
  return times - 1;
}

/** The node for a pair of terms: a + ratio b or a / ratio + b, whichever saves more, and how much that is. */
function pairOf(
  { a, b, ratio }: Pattern & { readonly kind: "sum" },
  owners: Iterable<Occurrence>,
): { readonly terms: Scaled[]; readonly gain: number } {
  let [times, first, second] = [0, 0, 0];
  for (const owner of owners) {
    times++;
    if (owner.first) first++;
    if (owner.second) second++;
  }
  // Each owner saves an addition and the multiplications of its two terms; it has one again where the pair is
  // multiplied there. The number 1 is not multiplied.
  const saved = times + (a === oneRef ? 0 : first) + second;
  const [withA, withB] = [
    [
      { coefficient: Q.one, of: a },
      { coefficient: ratio, of: b },
    ],
    [
      { coefficient: Q.divide(Q.one, ratio), of: a },
      { coefficient: Q.one, of: b },
    ],
  ].map((terms) => ({ terms, own: 1 + terms.filter(isMultiplied).length })) as [
    { terms: Scaled[]; own: number },
    { terms: Scaled[]; own: number },
  ];
  const gains = [saved - first - withA.own, saved - second - withB.own] as const;
  return gains[0] >= gains[1] ? { terms: withA.terms, gain: gains[0] } : { terms: withB.terms, gain: gains[1] };
}

/** The graph from products and sums that have new parts, in an order in which what a node is made of comes first. */
function rebuilt(
  { inputs, nodes, outputs }: Graph,
  products: ReadonlyMap<Ref, readonly Ref[]>,
  sums: ReadonlyMap<Ref, readonly Scaled[]>,
): Graph {
  const builder = graphBuilder(inputs);
  const made = new Map<Ref, Scaled>();
  const rescaled = ({ coefficient, of }: Scaled): Scaled => {
    const part = made.get(of) as Scaled;
    return { coefficient: Q.multiply(coefficient, part.coefficient), of: part.of };
  };
  const parts = (ref: Ref): readonly Ref[] =>
    products.get(ref) ?? sums.get(ref)?.map(({ of }) => of) ?? leafParts(nodes[ref] as Node);
  const make = (ref: Ref): Scaled => {
    const factors = products.get(ref)?.map((of) => made.get(of) as Scaled);
    if (factors !== undefined)
      return {
        coefficient: factors.map(({ coefficient }) => coefficient).reduce(Q.multiply, Q.one),
        of: builder.product(factors.map(({ of }) => of)),
      };
    const terms = sums.get(ref);
    const [only] = terms ?? [];
    if (terms?.length === 1 && only) return { coefficient: Q.one, of: builder.exactSum([rescaled(only)]) };
    if (terms !== undefined) return builder.sum(terms.map(rescaled));
    const node = nodes[ref] as Node;
    if (node.kind === "input") return { coefficient: Q.one, of: builder.input(node.input) };
    if (node.kind === "inverse") return { coefficient: Q.one, of: builder.inverse((made.get(node.of) as Scaled).of) };
    return { coefficient: Q.one, of: oneRef };
  };
  for (const { of } of outputs) {
    const stack = [of];
    while (stack.length > 0) {
      const ref = stack[stack.length - 1] as Ref;
      const missing = made.has(ref) ? [] : parts(ref).filter((part) => !made.has(part));
      if (missing.length > 0) stack.push(...missing.reverse());
      else {
        if (!made.has(ref)) made.set(ref, make(ref));
        stack.pop();
      }
    }
  }
  return builder.finish(outputs.map(rescaled));
}

const leafParts = (node: Node): readonly Ref[] => (node.kind === "inverse" ? [node.of] : []);

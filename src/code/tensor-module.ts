import { indexName } from "../algebra/contractions.js";
import type { Polynomial } from "../algebra/polynomial.js";
import type * as Q from "../algebra/rational.js";
import type { Compilation } from "../answer/passes.js";
import { version } from "../foundation/version.js";
import type { OrdersOf } from "../language/request.js";
import { groupsOf } from "../notation/groups.js";
import { compareSymbols, type TheorySymbol, withIndices } from "../symbols/symbols.js";
import type { ModuleInput, ModuleOptions } from "./evaluator-module.js";
import { meaning, variableName } from "./names.js";

/*
 * A module for general inputs, before a language is chosen: the sum over products of tensors, whose indices run over
 * the pairs of inputs. Averages with an index vanish wherever its pair is not among their own inputs, so a loop over an
 * average's index may skip its zeros, and the cost is that of what is left: a few pairs an average, whatever the number
 * of inputs.
 */

/** A sum with labelled externals as a module. */
export interface TensorModule {
  readonly kind: "tensors";
  readonly name: string;
  readonly title: string;
  readonly leftSide: string;
  /** The formula, a line a group. */
  readonly formula: readonly string[];
  readonly request: string;
  readonly version: string;
  readonly inputs: readonly TensorInput[];
  readonly products: readonly TensorProduct[];
}

/** A number or a tensor that a module reads. */
export interface TensorInput extends ModuleInput {
  /** How many indices it has: 0 for a number. */
  readonly rank: number;
}

/** A number times elements of tensors, summed over all indices. */
export interface TensorProduct {
  readonly coefficient: Q.Rational;
  /** The numbers, with their powers. */
  readonly scalars: readonly { readonly input: TensorInput; readonly power: number }[];
  /** The averages with indices: most of their elements are zero. */
  readonly averages: readonly TensorElement[];
  /** The other tensors. */
  readonly vertices: readonly TensorElement[];
}

/** An element of a tensor, by its indices. */
export interface TensorElement {
  readonly input: TensorInput;
  readonly indices: readonly string[];
}

/** The module of a compilation with labelled externals. */
export function tensorModule(compilation: Compilation<OrdersOf>, { name }: ModuleOptions = {}): TensorModule {
  const { naming, sum } = compilation;
  const inputs = inputsOf(sum);
  const inputFor = (symbol: TheorySymbol): TensorInput => inputs.get(tensorOf(symbol).name) as TensorInput;
  return {
    kind: "tensors",
    name: name ?? naming.functionName,
    version,
    request: naming.text,
    title: naming.title,
    leftSide: naming.leftSide.ascii,
    formula: groupsOf(compilation).map(({ result }) => result.ascii),
    inputs: [...inputs.values()],
    products: [...sum.values()].map(({ coefficient, monomial: { factors } }) => {
      const tensors = factors.filter(({ symbol }) => rankOf(symbol) > 0);
      const element = ({ symbol }: { readonly symbol: TheorySymbol }): TensorElement => ({
        input: inputFor(symbol),
        indices: symbol.indices ?? [],
      });
      return {
        coefficient,
        scalars: factors
          .filter(({ symbol }) => rankOf(symbol) === 0)
          .map(({ symbol, power }) => ({ input: inputFor(symbol), power })),
        averages: tensors.filter(({ symbol }) => symbol.kind === "average").map(element),
        vertices: tensors.filter(({ symbol }) => symbol.kind !== "average").map(element),
      };
    }),
  };
}

const rankOf = ({ indices = [] }: TheorySymbol): number => indices.length;

/** The tensor that a symbol is an element of: the symbol with its indices called a, b, ... */
const tensorOf = (symbol: TheorySymbol): TheorySymbol =>
  withIndices(
    symbol,
    (symbol.indices ?? []).map((_, i) => indexName(i)),
  );

function inputsOf(sum: Polynomial): Map<string, TensorInput> {
  const tensors = new Map<string, TheorySymbol>();
  for (const { monomial } of sum.values())
    for (const { symbol } of monomial.factors) tensors.set(tensorOf(symbol).name, tensorOf(symbol));
  let averages = 0;
  return new Map(
    [...tensors.values()].sort(compareSymbols).map((symbol) => [
      symbol.name,
      {
        name: symbol.name,
        rank: rankOf(symbol),
        variable: isAverage(symbol) ? `average${++averages}` : variableName(symbol),
        meaning: meaningOf(symbol),
      },
    ]),
  );
}

const isAverage = ({ kind }: TheorySymbol): boolean => kind === "average" || kind === "second-moment";

function meaningOf(symbol: TheorySymbol): string {
  const { name, indices = [] } = symbol;
  const shape =
    indices.length === 0 ? "" : `, ${indices.map(() => "pairs").join(" x ")} entries in the order of the pairs`;
  return `${isAverage(symbol) ? `${name} over layer l-1` : meaning(symbol)}${shape}`;
}

/** The lines that a module with tensors begins with. */
export const tensorHeader = ({ title, leftSide, request, version: writtenBy }: TensorModule): string[] => [
  `${title}: ${leftSide}`,
  "",
  `Written and certified by oneovern ${writtenBy} for the request "${request}"; do not edit.`,
  "",
  "An index a, b, ... is one of the unordered pairs (y,y') of the inputs of layer l-1, in any order that the caller",
  "keeps to. D_a is 1/2 d^2/dphi(y)^2 for a = (y,y), d^2/dphi(y)dphi(y') otherwise. Tensors are full, the last index",
  "running fastest; an average is zero wherever an index is not a pair of its own inputs.",
];

import { indexName } from "../algebra/contractions.js";
import type { OrdersOf } from "../language/request.js";
import { texPair } from "../symbols/spelling.js";
import { type TheorySymbol, withIndices } from "../symbols/symbols.js";

/* How the names of inputs and of summed indices are spelled. */

/** The external pairs of a request as an argument list, or nothing: "(x1,x2; x3,x4)". */
export const inputsText = ({ externals }: Pick<OrdersOf, "externals">): string =>
  externals === null ? "" : `(${externals.map((pair) => pair.join(",")).join("; ")})`;

export const inputsTex = ({ externals }: Pick<OrdersOf, "externals">): string =>
  externals === null ? "" : `(${externals.map(texPair).join(";\\, ")})`;

/**
 * What the summed indices are called beside the inputs of a request: a, b, c, ..., without the names that the inputs
 * have. Returns a function that renames the indices of a symbol.
 */
export function indexSpelling({ externals }: Pick<OrdersOf, "externals">): (symbol: TheorySymbol) => TheorySymbol {
  const taken = new Set((externals ?? []).flat());
  if (taken.size === 0) return (symbol) => symbol;
  const spelled = new Map<string, string>();
  const free = freeNames(taken);
  const nameFor = (index: string): string => {
    // Names are given in the indices' own order, whichever is met first.
    for (let i = spelled.size; !spelled.has(index); i++) spelled.set(indexName(i), free.next().value as string);
    return spelled.get(index) as string;
  };
  return (symbol) => withIndices(symbol, (symbol.indices ?? []).map(nameFor));
}

function* freeNames(taken: ReadonlySet<string>): Generator<string> {
  for (let i = 0; ; i++) if (!taken.has(indexName(i))) yield indexName(i);
}

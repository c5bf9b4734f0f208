import { actionKind } from "./kinds/action.js";
import { averageKind, secondMomentKind } from "./kinds/average.js";
import { cumulantKind, deltaKind } from "./kinds/correlators.js";
import { parameterKind, vertexFunctionKind } from "./kinds/parameter.js";
import { scalingKind, spectralMomentKind } from "./kinds/scaling.js";
import { meanKind, vertexKind } from "./kinds/vertex.js";
import { widthKind } from "./kinds/width.js";
import type { KindOf, SymbolKind, SymbolOf, TheorySymbol } from "./symbol.js";

/** Every kind of symbol. */
const kinds: { readonly [K in SymbolKind]: KindOf<SymbolOf<K>> } = {
  width: widthKind,
  vertex: vertexKind,
  mean: meanKind,
  "second-moment": secondMomentKind,
  average: averageKind,
  delta: deltaKind,
  cumulant: cumulantKind,
  parameter: parameterKind,
  scaling: scalingKind,
  "spectral-moment": spectralMomentKind,
  action: actionKind,
  "vertex-function": vertexFunctionKind,
};

/** What is known of a symbol's kind. */
export const kindOf = (symbol: TheorySymbol): KindOf<TheorySymbol> => kinds[symbol.kind] as KindOf<TheorySymbol>;

/** Reads a symbol's name. @throws SyntaxError naming it when no symbol has that name. */
export function parseSymbol(name: string): TheorySymbol {
  for (const { read } of Object.values(kinds)) {
    const symbol = read(name);
    if (symbol?.name === name) return symbol;
  }
  throw new SyntaxError(
    `no symbol of the theory: ${JSON.stringify(name)}; n_{l-1}, n_{l-2}, V_4, K_1, <sigma^2> or <d^2 Delta^3> would be`,
  );
}

import { indexName } from "../algebra/contractions.js";
import type { Request } from "../language/request.js";
import { type Pair, type TheorySymbol, withIndices } from "../symbols/symbols.js";

/* How the names of inputs and of summed indices are spelled. */

/** Greek letters by their names in TeX; omicron and the capitals that look like Latin ones have none. */
const greek = new Map(
  "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho ς varsigma σ sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ℓ ell"
    .split(" ")
    .flatMap((word, i, words) => (i % 2 === 0 ? [[word, words[i + 1] as string] as const] : [])),
);
const greekNames = new Set(greek.values());

/** Greek letters that TeX has as Latin ones only. */
const latin = new Map(Array.from("οΑΒΕΖΗΙΚΜΝΟΡΤΧ", (letter, i) => [letter, "oABEZHIKMNOPTX".charAt(i)] as const));

/** A name in TeX: x1 is x_1, alpha a Greek letter, other words upright. */
export function texName(name: string): string {
  const [, letters = name, digits = ""] = /^(\D+)(\d*)$/.exec(name) ?? [];
  const named = greekNames.has(letters) ? letters : greek.get(letters);
  const spelt = [...letters].map((letter) =>
    greek.has(letter) ? `\\${greek.get(letter)} ` : (latin.get(letter) ?? letter),
  );
  const word =
    named !== undefined ? `\\${named}` : letters.length === 1 ? spelt.join("") : `\\mathrm{${spelt.join("")}}`;
  if (digits === "") return word;
  return `${word}_${digits.length === 1 ? digits : `{${digits}}`}`;
}

export const texPair = ([x, y]: Pair): string => `${texName(x)},${texName(y)}`;

/** The external pairs of a request as an argument list, or nothing: "(x1,x2; x3,x4)". */
export const inputsText = ({ externals }: Pick<Request, "externals">): string =>
  externals === null ? "" : `(${externals.map((pair) => pair.join(",")).join("; ")})`;

export const inputsTex = ({ externals }: Pick<Request, "externals">): string =>
  externals === null ? "" : `(${externals.map(texPair).join(";\\, ")})`;

/**
 * What the summed indices are called beside the inputs of a request: a, b, c, ..., without the names that the inputs have. Returns
 * a function that renames the indices of a symbol.
 */
export function indexSpelling({ externals }: Pick<Request, "externals">): (symbol: TheorySymbol) => TheorySymbol {
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

import type { Pair } from "./symbol.js";

/* Letters, digits and powers in Unicode and in TeX. */

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

/** A TeX argument: braces only where there is more than one character. */
export const braced = (value: number | bigint): string => (String(value).length === 1 ? String(value) : `{${value}}`);

const digits = (value: number, alphabet: string): string =>
  [...String(value)].map((digit) => alphabet[Number(digit)]).join("");

/** A whole number as Unicode superscript. */
export const superscript = (value: number): string => digits(value, "⁰¹²³⁴⁵⁶⁷⁸⁹");

/** A whole number as Unicode subscript. */
export const subscript = (value: number): string => digits(value, "₀₁₂₃₄₅₆₇₈₉");

/** A power as Unicode superscript; nothing for 1. */
export const raisedPower = (power: number): string => (power === 1 ? "" : superscript(power));

/** A power in TeX; nothing for 1. */
export const texPower = (power: number): string => (power === 1 ? "" : `^${braced(power)}`);

/** The index of a tensor in TeX: a1 is a_1; as an index itself it stands in braces. */
export const texIndex = (index: string): string => (index.length === 1 ? index : `{${texName(index)}}`);

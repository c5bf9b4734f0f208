import { braced, subscript } from "./spelling.js";

/*
 * What the cumulants of the kernel are called, everywhere: the mean is K, the k-th cumulant V_2k, a term of its series
 * K_p or V_2k[p].
 */

/** The name of the k-th cumulant of the kernel: K, V_4, V_6, ... */
export const cumulantName = (k: number): string => (k === 1 ? "K" : `V_${2 * k}`);

/** The same for a terminal. */
export const cumulantUnicode = (k: number): string => (k === 1 ? "K" : `V${subscript(2 * k)}`);

/** The same in TeX, with what stands above: K^{(\ell)}, V_4^{(\ell-1)[1]}. */
export const cumulantTex = (k: number, above?: string): string =>
  `${k === 1 ? "K" : `V_${braced(2 * k)}`}${above === undefined ? "" : `^{${above}}`}`;

/** The same as an identifier. */
export const cumulantIdentifier = (k: number): string => (k === 1 ? "K" : `V${2 * k}`);

/** Which coefficient: of 1/n^{k-1+p} in the k-th cumulant. k = 1 is the mean, K_p. */
export interface Coefficient {
  readonly k: number;
  readonly p: number;
}

/** The name of a coefficient: K_0, K_1, V_4[0], V_4[1], ... */
export const coefficientName = ({ k, p }: Coefficient): string =>
  k === 1 ? `${cumulantName(1)}_${p}` : `${cumulantName(k)}[${p}]`;

/** The same in TeX, of layer l: K_1^{(\ell)}, V_4^{(\ell)[1]}. */
export const coefficientTex = ({ k, p }: Coefficient): string =>
  k === 1 ? `${cumulantTex(1)}_${braced(p)}^{(\\ell)}` : cumulantTex(k, `(\\ell)[${p}]`);

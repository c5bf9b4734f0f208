import { braced, raisedPower, subscript, texPower } from "../spelling.js";
import { type KindOf, rankOf, type ScalingNumber, type SpectralMoment } from "../symbol.js";

/* The numbers of the model of scaling laws, and the moments of its data's spectrum. */

/** Names with their spellings and meanings, in the order in which they stand in a monomial. */
const spellings: readonly (readonly [name: string, unicode: string, tex: string, meaning: string])[] = [
  ["N", "N", "N", "the number of features"],
  ["T", "T", "T", "the number of training samples"],
  ["gamma", "γ", "\\gamma", "the ridge over the variance s of an entry of u"],
  ["c_u", "c_u", "c_u", "a line of u with all that stands on its neuron strand"],
  ["c_x", "c_x", "c_x", "a line of x with all that stands on its sample strand, without its lambda"],
  ["D", "D", "D", "gamma/(c_u c_x), where the spectrum is cut off"],
  ["S", "S", "S", "the sum of lambda_I/(lambda_I + D)"],
  ["S_2", "S₂", "S_2", "the sum of (lambda_I/(lambda_I + D))^2"],
];

const numbers: readonly ScalingNumber[] = spellings.map(([name, unicode, tex, meaning], i) => ({
  kind: "scaling",
  name,
  unicode,
  tex,
  meaning,
  rank: rankOf("scaling", name, i),
}));

/** N, T, gamma, c_u, c_x, D, S and S_2. */
export const [features, samples, ridge, dressedFeatures, dressedData, cutOff, firstSum, secondSum] = numbers as [
  ScalingNumber,
  ScalingNumber,
  ScalingNumber,
  ScalingNumber,
  ScalingNumber,
  ScalingNumber,
  ScalingNumber,
  ScalingNumber,
];

/** t_e = tr Lambda^e. */
export function spectralMoment(power: number): SpectralMoment {
  const name = `t_${power}`;
  return { kind: "spectral-moment", power, name, rank: rankOf("spectral-moment", name, power) };
}

export const scalingKind: KindOf<ScalingNumber> = {
  read: (name) => numbers.find((symbol) => symbol.name === name),
  unicode: ({ unicode }, power) => `${unicode}${raisedPower(power)}`,
  tex: ({ tex }, power) => `${tex}${texPower(power)}`,
  identifier: ({ name }) => name,
  meaning: ({ name, meaning }) => `${name}, ${meaning}`,
};

export const spectralMomentKind: KindOf<SpectralMoment> = {
  read(name) {
    const [, power] = /^t_([1-9]\d*)$/.exec(name) ?? [];
    return power === undefined ? undefined : spectralMoment(Number(power));
  },
  unicode: ({ power }, n) => `t${subscript(power)}${raisedPower(n)}`,
  tex: ({ power }, n) => (n === 1 ? `t_${braced(power)}` : `(t_${braced(power)})${texPower(n)}`),
  identifier: ({ power }) => `t${power}`,
  meaning: ({ name, power }) => `${name}, the trace of the ${power}th power of the data's covariance`,
};

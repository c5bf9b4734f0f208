import { braced, raisedPower, subscript, texPower } from "../spelling.js";
import { type KindOf, type ModelSize, rankOf, type SpectralMoment } from "../symbol.js";

/* The sizes of the model of scaling laws, and the moments of its data's spectrum. */

/** N, the number of features. */
export const features: ModelSize = { kind: "size", of: "features", name: "N", rank: rankOf("size", "N", 0) };

/** T, the number of training samples. */
export const samples: ModelSize = { kind: "size", of: "samples", name: "T", rank: rankOf("size", "T", 1) };

/** t_e = tr Lambda^e. */
export function spectralMoment(power: number): SpectralMoment {
  const name = `t_${power}`;
  return { kind: "spectral-moment", power, name, rank: rankOf("spectral-moment", name, power) };
}

export const sizeKind: KindOf<ModelSize> = {
  read: (name) => [features, samples].find((symbol) => symbol.name === name),
  unicode: ({ name }, power) => `${name}${raisedPower(power)}`,
  tex: ({ name }, power) => `${name}${texPower(power)}`,
  identifier: ({ name }) => name,
  meaning: ({ name, of }) => `${name}, the number of ${of === "features" ? "features" : "training samples"}`,
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

import type { ScalingModel } from "../../numbers/scaling/model.js";
import { percent, shortNumber } from "../numbers.js";

/* A model of scaling laws in words and as data. */

/** A model in a line. */
export function modelText(model: ScalingModel): string {
  const { features, samples, spectrum, law, ridge, sigma, outputs, teacher, test, nonlinear } = model;
  const optional = (name: string, value: number, otherwise: number): string[] =>
    value === otherwise ? [] : [`${name} = ${shortNumber(value)}`];
  return [
    `N = ${shortNumber(features)}`,
    `T = ${shortNumber(samples)}`,
    `M = ${spectrum.length}`,
    law === undefined
      ? "spectrum as given"
      : `lambda_I = ${law.largest === 1 ? "" : `${shortNumber(law.largest)} `}I^-${shortNumber(1 + law.alpha)}`,
    `gamma = ${shortNumber(ridge)}`,
    ...optional("sigma_u", sigma.u, 1),
    ...optional("sigma_w", sigma.w, 1),
    ...optional("sigma_eps", sigma.eps, 0),
    ...optional("C", outputs, 1),
    ...(teacher === undefined ? [] : ["teacher as given"]),
    ...(test === undefined ? [] : ["test data as given"]),
    ...(nonlinear === undefined ? [] : [`features ${nonlinear.activation}(u x), means removed`]),
  ].join(", ");
}

/** What must be said of a model whose features are not linear. */
export const nonlinearRemark = ({ nonlinear }: ScalingModel): string[] =>
  nonlinear === undefined
    ? []
    : [
        `features that are not linear: mu_1 = ${shortNumber(nonlinear.slope)}, mu_*^2 = ${shortNumber(nonlinear.rest)} at v = ${shortNumber(nonlinear.variance)}; right where |x|^2 is much the same for all samples: tr Lambda^2/(tr Lambda)^2 = ${percent(nonlinear.concentration)}${nonlinear.concentration > 0.05 ? ", which is not little" : ""}`,
      ];

/** A model as JSON output carries it: what it was described by. */
export const plainModel = ({
  features,
  samples,
  spectrum,
  law,
  ridge,
  sigma,
  outputs,
  teacher,
  test,
  nonlinear,
}: ScalingModel) => ({
  N: features,
  T: samples,
  M: spectrum.length,
  ...(law === undefined ? { spectrum: "given" } : { alpha: law.alpha, lambda: law.largest }),
  gamma: ridge,
  "sigma-u": sigma.u,
  "sigma-w": sigma.w,
  "sigma-eps": sigma.eps,
  outputs,
  ...(teacher === undefined ? {} : { teacher: "given" }),
  ...(test === undefined ? {} : { "test-spectrum": "given" }),
  ...(nonlinear === undefined
    ? {}
    : {
        activation: nonlinear.activation,
        mu_1: nonlinear.slope,
        "mu_*^2": nonlinear.rest,
        v: nonlinear.variance,
        concentration: nonlinear.concentration,
      }),
});

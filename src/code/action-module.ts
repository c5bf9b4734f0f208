import { derivative, type Polynomial, scale, sum, symbolTerm, times } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { ActionAnswer } from "../answer/action/action.js";
import { commonWidth, fieldsSquared, kernelOf } from "../symbols/symbols.js";
import { plainSums } from "../theory/kernel/sums.js";
import { checksOf, type EvaluatorModule, type ModuleOptions, moduleOf, monomialLines } from "./evaluator-module.js";
import { operationsOf } from "./operations.js";

/* The action of a layer as a module: S as a function of q = phi.phi, and its slope, of which the gradient is made. */

/** S without (n/2) log 2 pi K, which depends on no field. */
function polynomialOf({ request: { about, orders: range }, orders }: ActionAnswer): Polynomial {
  const kernel = kernelOf({ about });
  const gaussian = times(symbolTerm(fieldsSquared), symbolTerm(kernel, -1));
  return sum([
    ...(range[0] === 0 ? [scale(gaussian, Q.rational(1, 2))] : []),
    ...orders.flatMap(({ couplings }) =>
      couplings.map(({ phi, value }) => (phi === 0 ? value : times(value, symbolTerm(fieldsSquared, phi / 2)))),
    ),
  ]);
}

/** The module of an action for one input. */
export function actionModule(answer: ActionAnswer, options: ModuleOptions = {}): EvaluatorModule {
  const { naming, request, certificate } = answer;
  const action = polynomialOf(answer);
  const slope = derivative(action, fieldsSquared);
  const kernel = kernelOf(request).name;
  // One order alone is a part of S.
  const S = request.orders[0] > 0 ? `S_${request.orders[1]}` : "S";
  const [field, explained] =
    request.orders[0] > 0
      ? [`${S}, the part of S of order 1/n_{l-1}^${request.orders[1]}, as a function of q, the sum of phi_i^2.`, ""]
      : [
          `S as a function of q, the sum of phi_i^2; without (n/2) log(2 pi ${kernel}), which depends on no field.`,
          `, the action without (n/2) log(2 pi ${kernel})`,
        ];
  return moduleOf(
    {
      kind: "action",
      forms: ["values", "jacobian"],
      name: options.name ?? "action",
      title: naming.title,
      heading: naming.title,
      request: naming.text,
      writtenFor: `the request "${naming.text}"`,
      remarks: [
        field,
        "The gradient by a field is dS/dphi_i = 2 phi_i dS/dq; languages with numbers have a function of the fields.",
        ...samplingRemark(answer),
      ],
      leftSide: `${S} and d${S}/dq`,
      formulas: [
        { leftSide: S, lines: monomialLines(action) },
        { leftSide: `d${S}/dq`, lines: monomialLines(slope) },
      ],
      checks: checksOf(certificate),
      outputs: [
        { name: S, variable: "S", meaning: `${S}${explained}` },
        { name: `d${S}/dq`, variable: "slope", meaning: `d${S}/dq; the gradient by a field is 2 phi_i d${S}/dq` },
      ],
      cumulantsOf: "l",
      fields: { squares: fieldsSquared.name, count: commonWidth.name, value: 0, slope: 1 },
    },
    [action, slope],
    () => operationsOf(plainSums([action, slope]), [action, slope]),
    options,
  );
}

/** Whether e^{-S} may be sampled. */
function samplingRemark({ request, orders }: ActionAnswer): string[] {
  const last = orders.at(-1)?.order ?? 0;
  const isPlain = request.about === "mean" && request.blobs === "full";
  if (last === 0 || request.orders[0] > 0 || (request.highest !== null && last + 1 > request.highest)) return [];
  return [
    last === 1
      ? "Its quartic coupling is negative, V_4 > 0: e^(-S) has no norm and cannot be sampled."
      : `e^(-S) has a norm only where the coupling of q^${last + 1} is positive${last === 2 && isPlain ? ": 6 V_4^2 > K V_6" : ""}.`,
  ];
}

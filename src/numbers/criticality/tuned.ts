import { UserError } from "../../foundation/errors.js";
import { parseActivation } from "../activations/parse-activation.js";
import type { NetworkSpec } from "../networks/spec.js";
import { criticality } from "./critical.js";

/**
 * The description of a network at a critical point of its activation: C_b, C_W and, where it is a number other than 0
 * and nobody says another, K, each to the last digit that the solver knows.
 * @param which the number of the point, in the order of {@link criticality}: the usable ones first
 * @throws UserError where the activation has no such point, or a variance is given as well
 */
export async function tunedSpec(spec: NetworkSpec, which = 1): Promise<NetworkSpec> {
  const given = (["C_b", "C_W"] as const).find((name) => spec[name] !== undefined);
  if (given !== undefined)
    throw new UserError(
      "flag",
      `--critical takes C_b and C_W from the solver, and there is ${given} = ${spec[given]}\nexpected one or the other`,
    );
  if (spec.activation === undefined)
    throw new UserError("network", "--critical needs an activation\nexpected --activation with a name such as gelu");
  const { activation, points, why } = criticality(await parseActivation(spec.activation, spec.kinks ?? []));
  const point = points[which - 1];
  if (point === undefined)
    throw new UserError(
      "network",
      points.length === 0
        ? `${activation} has no critical point: ${why}\nexpected --C-b and --C-W`
        : `${activation} has ${points.length} critical point${points.length === 1 ? "" : "s"}, and --critical ${which} is none of them\nexpected a number from 1 to ${points.length}, in the order of oneovern critical`,
    );
  const isFree = point.K === null || point.K === 0;
  const hasKernel = spec.K !== undefined || spec.kernel !== undefined || spec.inputs !== undefined;
  return {
    ...spec,
    C_b: point.C_b,
    C_W: point.C_W,
    ...(isFree || hasKernel ? {} : { K: point.K as number }),
  };
}

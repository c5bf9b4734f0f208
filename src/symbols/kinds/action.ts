import { raisedPower, texPower } from "../spelling.js";
import { type ActionNumber, type KindOf, rankOf } from "../symbol.js";

/** q = sum_i phi_i^2 over the neurons of a layer, at one input: all that its action depends on. */
export const fieldsSquared: ActionNumber = { kind: "action", name: "q", rank: rankOf("action", "q") };

export const actionKind: KindOf<ActionNumber> = {
  read: (name) => (name === fieldsSquared.name ? fieldsSquared : undefined),
  unicode: ({ name }, power) => `${name}${raisedPower(power)}`,
  tex: ({ name }, power) => `${name}${texPower(power)}`,
  identifier: ({ name }) => name,
  meaning: ({ name }) => `${name}, the sum of phi_i^2 over the neurons of layer l`,
};

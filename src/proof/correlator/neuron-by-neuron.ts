import { firstWrongNeurons } from "../../routes/kernel/neuron-by-neuron.js";
import type { CheckOf } from "../certificate.js";
import type { CorrelatorClaim } from "../claims.js";

/** The most fields for which neurons are gone through. */
const mostWithNeurons = 8;

/** The sum for every choice of which neuron indices are the same, against fields paired neuron by neuron. */
export const neuronByNeuron: CheckOf<CorrelatorClaim> = {
  name: "neuron by neuron",
  of: "up to eight fields",
  cannotSee: "with ten fields or more anything: it is not made",
  look({ fields, connected, sum }) {
    if (fields.length > mostWithNeurons) return undefined;
    const { choices, wrong } = firstWrongNeurons(fields, connected, sum);
    return {
      passed: wrong === undefined,
      detail: wrong
        ? `with the neurons ${wrong.map((block) => block.join(" = ")).join(", ")} it is not the fields paired neuron by neuron`
        : `for ${choices === 1 ? "the one choice" : `all ${choices} choices`} of equal neurons it is the fields paired neuron by neuron`,
    };
  },
};

import { type Certificate, type CheckOf, certificateOf, checked } from "./certificate.js";
import type { CorrelatorClaim } from "./claims.js";
import { neuronByNeuron } from "./correlator/neuron-by-neuron.js";
import { oneField } from "./correlator/one-field.js";
import { pairings } from "./correlator/pairings.js";

/** The checks of a correlator, by routes that pair no fields of it as a whole. */
export const correlatorChecks: readonly CheckOf<CorrelatorClaim>[] = [pairings, oneField, neuronByNeuron];

/** The proof of a correlator. */
export const certifyCorrelator = (claim: CorrelatorClaim): Certificate =>
  certificateOf(checked(claim, correlatorChecks, { thorough: true }));

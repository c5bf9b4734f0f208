import { degenerate } from "../algebra/contractions.js";
import { type Certificate, type CheckOf, certificateOf, checked } from "./certificate.js";
import type { LabelledClaim, StreamedClaim, SumClaim, UnlistedClaim } from "./claims.js";
import { automorphismGroups } from "./kernel/automorphism-groups.js";
import { changeOfExpansion } from "./kernel/change-of-expansion.js";
import { closedForm } from "./kernel/closed-form.js";
import { collectedDiagrams } from "./kernel/collected-diagrams.js";
import { distinctClasses } from "./kernel/distinct-classes.js";
import { generatingFunction } from "./kernel/generating-function.js";
import { integralModuloAPrime } from "./kernel/integral-modulo-a-prime.js";
import { poissonNeurons } from "./kernel/poisson-neurons.js";
import { rowByRow } from "./kernel/row-by-row.js";
import { solvableNetworks } from "./kernel/solvable-networks.js";
import { labelledRowByRow } from "./labelled/labelled-row-by-row.js";
import { labelledRows } from "./labelled/labelled-rows.js";
import { legByLeg } from "./labelled/leg-by-leg.js";
import { classCount, labelledTotal, streamChecks, tallyOf, weightedTotal } from "./tally.js";

/** The checks of a sum of diagrams. */
export const sumChecks: readonly CheckOf<SumClaim>[] = [
  generatingFunction,
  classCount,
  labelledTotal,
  weightedTotal,
  closedForm,
  solvableNetworks,
  changeOfExpansion,
  rowByRow,
  automorphismGroups,
  distinctClasses,
];

/** The checks of a sum that was made without diagrams. */
export const unlistedChecks: readonly CheckOf<UnlistedClaim>[] = [integralModuloAPrime, poissonNeurons];

/**
 * The proof of a sum that was made without diagrams.
 * @param streamed all diagrams counted and added up, where they have been listed for it
 */
export const certifyUnlisted = (
  claim: UnlistedClaim,
  streamed?: Pick<StreamedClaim, "tally" | "collected">,
): Certificate =>
  certificateOf([
    ...checked(claim, unlistedChecks, { thorough: true }),
    ...(streamed === undefined
      ? []
      : checked({ ...claim, ...streamed }, [...streamChecks(claim), collectedDiagrams], { thorough: true })),
  ]);

/** The checks of a sum for general inputs, beside those of the same sum with all inputs equal. */
export const labelledChecks: readonly CheckOf<LabelledClaim>[] = [labelledRows, legByLeg, labelledRowByRow];

/** The proof of a sum of diagrams: the checks that are made on every result, or all. */
export const certify = (claim: Omit<SumClaim, "tally">, thorough: boolean): Certificate =>
  certificateOf(checked({ ...claim, tally: tallyOf(claim.terms) }, sumChecks, { thorough }));

/**
 * The proof of a result for general inputs: with all inputs equal it is the result for one, which is proved as such;
 * the rows hold every labelled diagram; and tensor by tensor the sum is the one made leg by leg.
 */
export function certifyLabelled(given: Omit<LabelledClaim, "tally">, thorough: boolean): Certificate {
  const claim = { ...given, tally: tallyOf(given.terms) };
  const one = checked({ ...claim, sum: degenerate(claim.sum) }, sumChecks, { thorough });
  return certificateOf([
    ...one.map((check) => ({ ...check, detail: `with all inputs equal: ${check.detail}` })),
    ...checked(claim, labelledChecks, { thorough }),
  ]);
}

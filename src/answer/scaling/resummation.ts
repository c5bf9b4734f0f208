import { type Polynomial, symbolTerm } from "../../algebra/polynomial.js";
import { type Certificate, certificateOf, checked } from "../../proof/certificate.js";
import { resummationChecks } from "../../proof/scaling/resummation.js";
import { features, samples, spectralMoment } from "../../symbols/symbols.js";
import { circlesOf } from "../../theory/scaling/circles.js";
import { lossCircles, type ScalingDiagram } from "../../theory/scaling/diagram.js";
import { blockWord, type PlanarStep, planarSteps } from "../../theory/scaling/planar.js";
import {
  type LadderSum,
  ladderSum,
  type Rainbow,
  rainbows,
  type Transition,
  transitions,
} from "../../theory/scaling/resummation.js";
import { planarSum } from "./tally.js";

/* The resummation of all planar diagrams, step by step, each with the diagrams that show it; found from the grammar, and held against the sums of the diagrams themselves. */

/** The resummation of the planar loss. */
export interface ScalingResummation {
  readonly kind: "scaling resummation";
  readonly naming: { readonly text: string };
  /** Dressed lines: arcs over chains on faces of neurons and samples, with the diagrams of the traces that show them. */
  readonly rainbows: readonly (Rainbow & { readonly diagrams: readonly ScalingDiagram[] })[];
  /** Chains along the open face: diagrams of L2. */
  readonly chains: readonly ScalingDiagram[];
  /** Diagrams of L3 without rungs. */
  readonly withoutRungs: readonly ScalingDiagram[];
  readonly transitions: readonly Transition[];
  /** By block word, the first diagrams that have it, the shortest words first. */
  readonly ladders: readonly { readonly word: string; readonly diagrams: readonly ScalingDiagram[] }[];
  readonly ladder: LadderSum;
  /** Through which order the formulas are held against the diagrams. */
  readonly provedThrough: number;
  readonly certificate: Certificate;
}

/** Through which order the formulas are compared with sums over diagrams: 62016 + 15504 of the seventh take a tenth of a second. */
const [always, thoroughly] = [6, 8];

/** The planar diagrams of circles of some orders that are wanted. */
function diagramsOf(
  kind: "tr q" | "tr Q" | "L2" | "L3",
  orders: readonly number[],
  isWanted: (step: PlanarStep) => boolean = () => true,
): ScalingDiagram[] {
  const found: ScalingDiagram[] = [];
  // The step is written over.
  for (const circle of orders.flatMap((order) => circlesOf(kind, order)))
    for (const step of planarSteps(circle))
      if (isWanted(step)) found.push({ circle, pairing: Int16Array.from(step.pairing) });
  return found;
}

/** How many diagrams show a block word. */
const shownAWord = 2;
/** The words that are shown: they have diagrams through order 4. */
const longestWord = 4;

/** The resummation, proved; the certificate may say that it failed. */
export function resummationUnproved({ thorough = false }: { readonly thorough?: boolean } = {}): ScalingResummation {
  const provedThrough = thorough ? thoroughly : always;
  const found = transitions();
  const ladder = ladderSum(found);
  const dressed = rainbows();
  const orders = Array.from({ length: provedThrough + 1 }, (_, order) => order);
  const isWithoutRungs: Parameters<typeof planarSum>[2] = ({ rungCount }) => rungCount === 0;
  const first = symbolTerm(spectralMoment(1));
  const ofTrace = (kind: "tr q" | "tr Q", none: Polynomial): Polynomial[] =>
    orders.map((order) =>
      order === 0
        ? none
        : planarSum(
            order,
            circlesOf(kind, order).map((circle) => ({ circle, weight: 1 })),
          ).sum,
    );
  const claim = {
    ladder,
    rainbows: dressed,
    sums: orders.map((order) => (order === 0 ? first : planarSum(order, lossCircles(order)).sum)),
    withoutRungs: orders.map((order) =>
      order === 0 ? first : planarSum(order, lossCircles(order), isWithoutRungs).sum,
    ),
    traces: { q: ofTrace("tr q", symbolTerm(features)), Q: ofTrace("tr Q", symbolTerm(samples)) },
  };
  return {
    kind: "scaling resummation",
    naming: { text: "the resummation of scaling laws" },
    rainbows: dressed.map((rainbow) => {
      const kind = rainbow.face === "neuron" ? "tr q" : "tr Q";
      return { ...rainbow, diagrams: diagramsOf(kind, [1, 2]) };
    }),
    chains: diagramsOf("L2", [1, 2]),
    withoutRungs: withWord("", [2, 3]).slice(0, 4),
    transitions: found,
    ladders: ladderWords().map((word) => ({ word, diagrams: withWord(word, [2, 3, 4]).slice(0, shownAWord) })),
    ladder,
    provedThrough,
    certificate: certificateOf(checked(claim, resummationChecks, { thorough })),
  };
}

/** The diagrams of L3 of some orders with a block word. */
const withWord = (word: string, orders: readonly number[]): ScalingDiagram[] =>
  diagramsOf("L3", orders, (step) => blockWord(step) === word);

/** The block words of the diagrams through order 4, the shorter first. */
function ladderWords(): string[] {
  const words = new Set<string>();
  for (const circle of [2, 3, 4].flatMap((order) => circlesOf("L3", order)))
    for (const step of planarSteps(circle)) words.add(blockWord(step));
  return [...words]
    .filter((word) => word.length > 0 && word.length <= longestWord)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

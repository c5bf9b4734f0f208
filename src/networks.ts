/**
 * Numbers for networks: activations and their Gaussian averages, flows, criticality, ensembles of real networks.
 * @packageDocumentation
 */

export type { Budget, Forecast } from "./foundation/forecast.js";
export type { Activation, Kink, Signs, Slopes } from "./numbers/activations/activation.js";
export { polynomial, scaleInvariant } from "./numbers/activations/activation.js";
export { activationNames, relu, tanh } from "./numbers/activations/activations.js";
export { parseActivation } from "./numbers/activations/parse-activation.js";
export type { Wave, Waves } from "./numbers/activations/waves.js";
export { averagesAt, secondMomentAt, slopeSquaredAt } from "./numbers/averages/averages.js";
export type { AverageIndex, Averages } from "./numbers/averages/exact-averages.js";
export { exactAverage } from "./numbers/averages/exact-averages.js";
export type { Average, Power } from "./numbers/averages/joint.js";
export type { AverageWays, LayerAverages } from "./numbers/averages/pair-averages.js";
export { averageWays, centred, layerAverages } from "./numbers/averages/pair-averages.js";
export type { PairAverages, ProductAverages } from "./numbers/averages/pair-fields.js";
export { quadratureAverages } from "./numbers/averages/panel-averages.js";
export type { JointAverages, JointWork, SharedAverages, SharedOptions } from "./numbers/averages/shared-averages.js";
export { polynomialAverages } from "./numbers/averages/wick-averages.js";
export type { CriticalClass, Criticality, CriticalPoint } from "./numbers/criticality/critical.js";
export { criticality } from "./numbers/criticality/critical.js";
export type { FixedPoint, LinePoint, Phase } from "./numbers/criticality/phase.js";
export { fixedPoints, phaseLines } from "./numbers/criticality/phase.js";
export type { PowerLaw } from "./numbers/criticality/power-laws.js";
export { powerLaws } from "./numbers/criticality/power-laws.js";
export { tunedSpec } from "./numbers/criticality/tuned.js";
export type { Block, BlockMeasure } from "./numbers/drawing/blocks.js";
export type { Test } from "./numbers/drawing/hotelling.js";
export type { Compared, Comparison, Verdict } from "./numbers/ensemble/comparison.js";
export { compared, predictions } from "./numbers/ensemble/comparison.js";
export type { Ensemble, Route, Statistic } from "./numbers/ensemble/ensemble.js";
export { blockMeasure, measuredBlock, statisticsOf } from "./numbers/ensemble/ensemble.js";
export type { KStatistic } from "./numbers/ensemble/k-statistics.js";
export { kStatistic } from "./numbers/ensemble/k-statistics.js";
export type { Prediction, Series, Summation } from "./numbers/ensemble/summation.js";
export { resummed, summed } from "./numbers/ensemble/summation.js";
export { networksNeeded } from "./numbers/ensemble/tails.js";
export type { EvaluatedRow, EvaluateOptions, Evaluation } from "./numbers/flow/evaluate.js";
export { evaluateRequest } from "./numbers/flow/evaluate.js";
export type { FlowOptions, Layer } from "./numbers/flow/flow.js";
export { flow } from "./numbers/flow/flow.js";
export type { LayerStep, LayerTensors } from "./numbers/flow/layer-map.js";
export { gaussianLayer, nextLayer } from "./numbers/flow/layer-map.js";
export type { TensorFlowOptions, TensorLayer } from "./numbers/flow/tensor-flow.js";
export { tensorFlow } from "./numbers/flow/tensor-flow.js";
export type { NamedInput } from "./numbers/networks/input-names.js";
export type { Network } from "./numbers/networks/network.js";
export type { Pairs, SymmetricTensor } from "./numbers/networks/pairs.js";
export { entryAt, pairsOf } from "./numbers/networks/pairs.js";
export type { NetworkSpec } from "./numbers/networks/spec.js";
export { networkOf, specOfText } from "./numbers/networks/spec.js";

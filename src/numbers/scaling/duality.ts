import { type DiagramDuality, diagramDuality } from "../../answer/scaling/duality.js";
import { UserError } from "../../foundation/errors.js";
import { type Certificate, type Check, certificateOf } from "../../proof/certificate.js";
import { seedOfBlock } from "../drawing/blocks.js";
import { normals } from "../drawing/normals.js";
import { type ScalingModel, type ScalingSpec, scalingModel } from "./model.js";
import { planarSolution } from "./planar-solution.js";
import { drawnData, linearTest, measures } from "./regressions.js";

/*
 * Duality of one draw: with x = Lambda^(1/2) z, for every draw
 *
 *   loss[u, x] = loss[s^(1/2) z^T, s^(-1/2) Lambda^(1/2) u^T],
 *
 * a model whose N and T are exchanged, and teacher with test data. What the labels' noise adds is s |theta|^2 of the dual.
 */

/** Numbers of a draw and of its dual. */
export interface DrawDuality {
  readonly seed: number;
  readonly loss: readonly [own: number, dual: number];
  /** What the noise adds, and s |theta|^2 of the dual. */
  readonly noise: readonly [own: number, dual: number];
  /** s |theta|^2, and what the noise adds to the dual. */
  readonly norm: readonly [own: number, dual: number];
}

/** The duality of the diagrams and, where there is a model, of its planar loss and of one draw. */
export interface ScalingDuality {
  readonly kind: "scaling duality";
  readonly naming: { readonly text: string };
  readonly diagrams: DiagramDuality;
  readonly model?: ModelDuality;
  readonly certificate: Certificate;
}

/** A model's planar loss and its dual's, and one draw. */
export interface ModelDuality {
  readonly model: ScalingModel;
  readonly planar: DrawDuality["loss"];
  readonly draw: DrawDuality;
}

/** One draw of a model and its dual. */
export function drawDuality(model: ScalingModel, seed: number): DrawDuality {
  const { spectrum, scale, ridge } = model;
  const random = normals(seedOfBlock(seed, 0));
  const { u, x } = drawnData(random, spectrum, model);
  const ones = new Float64Array(spectrum.length).fill(1);
  const [teacher, test] = [model.teacher ?? ones, model.test ?? ones];
  const own = measures(x, u.mmul(x), ridge, linearTest(u, { variances: scaled(spectrum, test), teacher }));
  const root = Math.sqrt(scale);
  const sizes = Array.from(spectrum, Math.sqrt);
  const dualU = x.transpose().mulRowVector(sizes.map((size) => root / size));
  const dualX = u.transpose().mulColumnVector(sizes.map((size) => size / root));
  const dual = measures(
    dualX,
    dualU.mmul(dualX),
    ridge,
    linearTest(dualU, { variances: scaled(spectrum, teacher), teacher: test }),
  );
  const [loss, noise, , norm] = own as [number, number, number, number];
  const [dualLoss, dualNoise, , dualNorm] = dual as [number, number, number, number];
  return {
    seed,
    loss: [loss, dualLoss],
    noise: [noise, scale * dualNorm],
    norm: [scale * norm, dualNoise],
  };
}

const scaled = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value * b[i]!);

/** How far a draw and its dual may be apart: rounding, more of it where the matrix that is inverted is nearly singular. */
const allowed = 1e-9;

/** The duality, of diagrams and of a model. */
export interface DualityQuestion {
  readonly object: "duality";
  /** The diagrams of the orders through this (default 2). */
  readonly through?: number;
  readonly model?: ScalingSpec;
  /** Which draw (default 1). */
  readonly seed?: number;
}

/** @throws UserError where the description is wrong, its features are not linear, or the order is too high */
export async function answeredDuality({
  through = 2,
  model: spec,
  seed = 1,
}: Omit<DualityQuestion, "object">): Promise<ScalingDuality> {
  const diagrams = diagramDuality(through);
  const found = spec === undefined ? undefined : modelDuality(await scalingModel(spec), seed);
  return {
    kind: "scaling duality",
    naming: { text: "the duality of scaling laws" },
    diagrams,
    ...(found === undefined ? {} : { model: found }),
    certificate: certificateOf([...diagrams.checks, ...(found === undefined ? [] : checksOf(found))]),
  };
}

function modelDuality(model: ScalingModel, seed: number): ModelDuality {
  if (model.nonlinear !== undefined)
    throw new UserError(
      "flag",
      "--activation: the duality exchanges features with samples, which are linear in both\nexpected linear features",
    );
  const { features, samples, teacher, test } = model;
  const dual = planarSolution(model.spectrum, {
    features: samples,
    samples: features,
    ridge: model.ridge,
    scale: model.scale,
    ...(test === undefined ? {} : { teacher: test }),
    ...(teacher === undefined ? {} : { test: teacher }),
  });
  return {
    model,
    planar: [planarSolution(model.spectrum, model).loss, dual.loss],
    draw: drawDuality(model, seed),
  };
}

function checksOf({ planar, draw }: ModelDuality): Check[] {
  const check = (name: string, [own, other]: readonly [number, number]): Check => {
    const difference = own === other ? 0 : Math.abs(own - other) / Math.max(Math.abs(own), Math.abs(other));
    return { name, passed: difference <= allowed, detail: `relative difference ${difference.toExponential(1)}` };
  };
  return [
    check("planar loss", planar),
    check("loss of one draw", draw.loss),
    check("noise of one draw and s |theta|^2 of its dual", draw.noise),
    check("s |theta|^2 of one draw and noise of its dual", draw.norm),
  ];
}

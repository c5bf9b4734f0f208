import { UserError } from "../../foundation/errors.js";
import { loopChecks } from "../../proof/action/ghosts.js";
import { type Certificate, type Check, certificateOf, checked } from "../../proof/certificate.js";
import {
  type LoopClass,
  type LoopProduct,
  loopClasses,
  loopCounts,
  loopProducts,
  type OpenLine,
  openLine,
} from "../../theory/action/ghosts.js";
import type { CompileOptions } from "../compile.js";

/* The closed loops of a later layer, class by class, and the rules that they are made by. */

/** The loops with so many attachments. */
export interface GhostQuestion {
  readonly object: "ghosts";
  readonly attachments: number;
  /** How many loops at once; 1. */
  readonly loops?: number;
}

/** Loops of bosons beside those of ghosts, proved. */
export interface GhostAnswer {
  readonly kind: "ghosts";
  readonly naming: { readonly text: string; readonly title: string };
  readonly attachments: number;
  readonly loops: number;
  readonly classes: readonly LoopClass[];
  /** Of several loops at once all products of classes. */
  readonly products: readonly LoopProduct[];
  readonly open: OpenLine;
  /** For 1, ..., attachments. */
  readonly counts: readonly { readonly attachments: number; readonly bosons: bigint; readonly ghosts: bigint }[];
  readonly certificate: Certificate;
}

/** The most attachments of a list of classes and of one of products, and the most products. */
const most = { attachments: 16, attachmentsOfProducts: 12, products: 20_000 };

/** @throws UserError where there would be more loops than anybody reads */
export function ghostsUnproved(
  { attachments, loops = 1 }: Omit<GhostQuestion, "object">,
  { thorough = false }: Pick<CompileOptions, "thorough"> = {},
): GhostAnswer {
  const largest = loops === 1 ? most.attachments : most.attachmentsOfProducts;
  if (!(Number.isSafeInteger(attachments) && attachments >= 1 && attachments <= largest))
    throw new UserError(
      "budget",
      `--attachments ${attachments}${loops === 1 ? "" : ` on ${loops} loops`}\nexpected a whole number from 1 to ${largest}`,
    );
  if (!(Number.isSafeInteger(loops) && loops >= 1 && loops <= attachments))
    throw new UserError(
      "flag",
      `--loops ${loops} with ${attachments} attachments: a loop has one at least\nexpected ${attachments} loops at most`,
    );
  const classes = [...loopClasses(attachments)];
  const products = loops === 1 ? [] : [...loopProducts(attachments, loops)];
  if (products.length > most.products)
    throw new UserError("budget", `${products.length} products of ${loops} loops\nexpected fewer attachments or loops`);
  const open = openLine(attachments);
  const claim = { attachments, classes, products, open };
  const text = `action ghosts --attachments ${attachments}${loops === 1 ? "" : ` --loops ${loops}`}`;
  return {
    kind: "ghosts",
    naming: {
      text,
      title: `closed loops of a later layer: ${loops === 1 ? "one loop" : `${loops} loops`}, ${attachments} ${attachments === 1 ? "attachment" : "attachments"}`,
    },
    attachments,
    loops,
    classes,
    products,
    open,
    counts: Array.from({ length: attachments }, (_, i) => ({ attachments: i + 1, ...loopCounts(i + 1) })),
    certificate: certificateOf(checked(claim, loopChecks, { thorough })),
  };
}

/** The Feynman rules of the action of all layers, with vertices of so many attachments at most. */
export interface RulesQuestion {
  readonly object: "rules";
  readonly attachments?: number;
}

/** The rules, with what confirms them. */
export interface RulesAnswer {
  readonly kind: "rules";
  readonly naming: { readonly text: string; readonly title: string };
  readonly attachments: number;
  readonly certificate: Certificate;
}

/** How many vertices of a kind are drawn. */
const mostDrawn = 8;

/**
 * The rules; what is made by them, loops through four attachments, confirms them.
 * @throws UserError for more attachments than are drawn
 */
export function rulesUnproved({ attachments = 3 }: Omit<RulesQuestion, "object">): RulesAnswer {
  if (!(Number.isSafeInteger(attachments) && attachments >= 1 && attachments <= mostDrawn))
    throw new UserError(
      "flag",
      `--attachments ${attachments}: vertices of any number of attachments follow one rule\nexpected 1 to ${mostDrawn} to be drawn`,
    );
  const sizes = [1, 2, 3, 4];
  const found = sizes.map((m) => {
    const claim = { attachments: m, classes: [...loopClasses(m)], products: [], open: openLine(m) };
    return checked(claim, loopChecks, { thorough: false });
  });
  // Every check once, of all sizes.
  const checks = (found[0] as Check[]).map(({ name }) => {
    const own = found.flatMap((list) => list.filter((check) => check.name === name));
    return {
      name,
      passed: own.every(({ passed }) => passed),
      detail: own.map(({ detail }, i) => `${sizes[i]}: ${detail}`).join("; "),
    };
  });
  return {
    kind: "rules",
    naming: { text: "action rules", title: "Feynman rules of the action of all layers, with ghosts" },
    attachments,
    certificate: certificateOf(checks),
  };
}

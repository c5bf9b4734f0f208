import { UserError } from "../../foundation/errors.js";
import { loopChecks } from "../../proof/action/ghosts.js";
import { type Certificate, certificateOf, checked } from "../../proof/certificate.js";
import {
  type LoopClass,
  type LoopProduct,
  loopClasses,
  loopCounts,
  loopProducts,
  mostAttachments,
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

/** How many classes and products are listed. */
const mostListed = { classes: 16, products: 20_000, attachmentsOfProducts: 12 };

/** @throws UserError where there would be more loops than anybody reads */
export function ghostsUnproved(
  { attachments, loops = 1 }: Omit<GhostQuestion, "object">,
  { thorough = false }: Pick<CompileOptions, "thorough"> = {},
): GhostAnswer {
  const most = loops === 1 ? mostListed.classes : mostListed.attachmentsOfProducts;
  if (!(Number.isSafeInteger(attachments) && attachments >= 1 && attachments <= Math.min(most, mostAttachments)))
    throw new UserError(
      "budget",
      `--attachments ${attachments}${loops === 1 ? "" : ` on ${loops} loops`}\nexpected a whole number from 1 to ${most}`,
    );
  if (!(Number.isSafeInteger(loops) && loops >= 1 && loops <= attachments))
    throw new UserError(
      "flag",
      `--loops ${loops} with ${attachments} attachments: a loop has one at least\nexpected ${attachments} loops at most`,
    );
  const classes = [...loopClasses(attachments)];
  const products = loops === 1 ? [] : [...loopProducts(attachments, loops)];
  if (products.length > mostListed.products)
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
  const checks = [1, 2, 3, 4].flatMap((m) => {
    const claim = { attachments: m, classes: [...loopClasses(m)], products: [], open: openLine(m) };
    return checked(claim, loopChecks, { thorough: false }).map((check) => ({
      ...check,
      detail: `${m} ${m === 1 ? "attachment" : "attachments"}: ${check.detail}`,
    }));
  });
  return {
    kind: "rules",
    naming: { text: "action rules", title: "Feynman rules of the action of all layers, with ghosts" },
    attachments,
    certificate: certificateOf(checks),
  };
}

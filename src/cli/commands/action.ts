import { closest } from "fastest-levenshtein";
import { UserError } from "../../foundation/errors.js";
import { abbreviate } from "../../language/diagnostics.js";
import { answer } from "../../questions.js";
import {
  type AddCommand,
  compileOptions,
  positiveInteger,
  requestText,
  type Surroundings,
  withOutputFlags,
} from "../context.js";
import { measuringOn, withDrawingFlags } from "../drawing-pool.js";
import { type BudgetFlags, numberOptions, withBudgetFlags } from "../forecast.js";
import { type NetworkFlags, specOfFlags, withNetworkFlags } from "../network-flags.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";
import { requireUsed, typedFlag } from "../used-flags.js";
import { unlessInterrupted, verdictCode } from "../verdicts.js";

interface ActionFlags extends NetworkFlags, PlotFlags, BudgetFlags {
  readonly about?: string;
  readonly leading?: true;
  readonly general?: true;
  readonly attachments?: number;
  readonly loops?: number;
  readonly order?: number;
  readonly moments?: number;
  readonly neurons?: number;
  readonly samples?: number;
  readonly seed?: number;
  readonly threads?: number;
}

const examples = `
The couplings are what \`expand "action V_6"\` writes; \`table "action V_6"\` has the diagrams.
Of a request: --about, --leading, --general, --max-terms. Of a network: its flags, --neurons, --plot.
Of simulate: a network, --neurons, --order, --moments, --samples, --seed, --threads.

Examples:
  oneovern action V_6                              the couplings through order 1/n^2
  oneovern action "V_4 about K_0" --format latex
  oneovern action through order 1/n^5 --leading   
  oneovern action V_4 --general                    several inputs: tensors
  oneovern table "action V_6"                      its diagrams, one a row
  oneovern certify "action through order 1/n^3"    every route, both descriptions
  oneovern action V_6 --activation tanh --C-W 1 --width 64 --depth 10 --neurons 2
  oneovern action simulate --activation tanh --C-W 1 --width 64 --depth 4
  oneovern action rules                            the action of all layers, with ghosts
  oneovern action ghosts --attachments 6           why later layers are harmless
`;

/** `action`: the effective action of a layer's fields; `action ghosts`, `action rules`: that of all layers. */
export const actionCommand: AddCommand = (program, surroundings, exit) => {
  const command = withOutputFlags(program.command("action"), [
    ...formatNames("expansion"),
    "html (of ghosts and rules)",
  ])
    .description(summaries.action.does)
    .argument(
      summaries.action.takes,
      "V_6, through order 1/n^3, ...; simulate: networks and fields drawn; ghosts: closed loops of a later layer; rules: Feynman rules",
    )
    .option("--about <kernel>", "K_0: expand about the leading kernel, with K_1, K_2, ... as tadpoles")
    .option("--leading", "of each order the highest coupling alone: the trees, a Legendre transform")
    .option("--general", 'general inputs: the same as "with general inputs"')
    .option(
      "--attachments <m>",
      "ghosts: how many fluctuations of the kernel, 16 at most; rules: vertices through so many, 8 at most",
      positiveInteger,
    )
    .option("--loops <c>", "ghosts: how many loops at once (default 1)", positiveInteger)
    .option("--standalone", "with --format latex: a document that pdflatex compiles")
    .option("--max-terms <n>", "how many diagrams are listed for the proof (default 20000)", positiveInteger)
    .option("--neurons <n>", "of a network: look at so many neurons of a layer (default: all)", positiveInteger)
    .option("--order <p>", "simulate: the action through 1/n^p, 1 to 4 (default 3)", positiveInteger)
    .option("--moments <k>", "simulate: moments of phi.phi through the k-th, 2 to 8 (default 4)", positiveInteger)
    .option("--samples <n>", "simulate: how many draws, 2000 or more, about (default 100000)", positiveInteger)
    .addHelpText("after", examples);
  withPlotFlag(withBudgetFlags(withNetworkFlags(withDrawingFlags(command))), "the couplings layer by layer,").action(
    async (words: string[], flags: ActionFlags) => {
      if (flags.standalone && flags.format !== "latex")
        throw new UserError("flag", "--standalone goes with --format latex");
      const [what = ""] = words;
      const part = partOf(what, flags);
      if (part === what && words.length > 1)
        throw new UserError(
          "flag",
          `"${words.slice(1).join(" ")}" behind ${what}\nexpected flags alone: ${(flagsOf[what] ?? []).map(typedFlag).join(", ")}`,
        );
      if (part !== what && words[0] !== "-") requireRequest(words.join(" ").trim());
      requireUsed(part, flags, flagsOf);
      const act = parts[part] as Part;
      await act(words, flags, surroundings, exit);
    },
  );
};

type Part = (
  words: readonly string[],
  flags: ActionFlags,
  surroundings: Surroundings,
  exit: (code: number) => void,
) => Promise<void>;

const networkFlags = [
  "activation",
  "kinks",
  "CB",
  "CW",
  "K",
  "kernel",
  "inputs",
  "width",
  "widths",
  "depth",
  "network",
  "critical",
] as const;

/** What each part looks at, beside the flags of all commands. */
const flagsOf: { readonly [part: string]: readonly (keyof ActionFlags)[] } = {
  "a request alone": ["about", "leading", "general", "maxTerms", "standalone"],
  "a network's couplings": [...networkFlags, "neurons", "plot"],
  simulate: [...networkFlags, "neurons", "order", "moments", "samples", "seed", "threads"],
  ghosts: ["attachments", "loops", "standalone"],
  rules: ["attachments", "standalone"],
};

/** What is asked for: a part by its name, else couplings, as numbers where there is a network. */
function partOf(what: string, flags: ActionFlags): string {
  if (["simulate", "ghosts", "rules"].includes(what)) return what;
  return networkFlags.some((name) => flags[name] !== undefined) ? "a network's couplings" : "a request alone";
}

const parts: { readonly [what: string]: Part } = {
  async "a request alone"(words, flags, surroundings) {
    await deliverProduct(
      "expansion",
      flags,
      surroundings,
      async () => answer(await requestOfFlags(words, flags, surroundings), compileOptions(flags, surroundings)),
      { standalone: flags.standalone === true },
    );
  },
  async "a network's couplings"(words, flags, surroundings) {
    await deliverProduct("couplings", flags, surroundings, async () =>
      answer(
        {
          object: "couplings",
          of: await requestOfFlags(words, flags, surroundings),
          network: await specOfFlags(flags),
          ...(flags.neurons === undefined ? {} : { neurons: flags.neurons }),
        },
        numberOptions(flags, surroundings),
      ),
    );
  },
  async simulate(_, flags, surroundings, exit) {
    const { order, moments, neurons, samples, seed, threads } = flags;
    await unlessInterrupted(surroundings, exit, async () => {
      const { interrupted, verdict } = await deliverProduct("fields", flags, surroundings, async () =>
        answer(
          {
            object: "fields",
            network: await specOfFlags(flags),
            ...(order === undefined ? {} : { order }),
            ...(moments === undefined ? {} : { moments }),
            ...(neurons === undefined ? {} : { neurons }),
            ...(samples === undefined ? {} : { samples }),
            ...(seed === undefined ? {} : { seed }),
          },
          { ...numberOptions(flags, surroundings), measuring: measuringOn(threads) },
        ),
      );
      exit(verdictCode({ interrupted, outcome: verdict.outcome }));
    });
  },
  async ghosts(_, flags, surroundings) {
    const { attachments, loops } = flags;
    if (attachments === undefined)
      throw new UserError("flag", "ghosts: loops with how many attachments?\nexpected --attachments 4");
    await deliverProduct(
      "ghosts",
      flags,
      surroundings,
      () => answer({ object: "ghosts", attachments, ...(loops === undefined ? {} : { loops }) }),
      { standalone: flags.standalone === true },
    );
  },
  async rules(_, flags, surroundings) {
    const { attachments } = flags;
    await deliverProduct(
      "rules",
      flags,
      surroundings,
      () => answer({ object: "rules", ...(attachments === undefined ? {} : { attachments }) }),
      { standalone: flags.standalone === true },
    );
  },
};

/** What a request for an action may begin with. */
const beginnings =
  /^(?:action\b|V|the\b|at\b|through\b|about\b|with\b|leading\b|tree\b|\d|\$|\\|(?:four|six|eight|ten|twelve|fourteen|sixteen|eighteen|twenty)\b)/;

/** Refuses words that begin no request. @throws UserError saying what the command does */
function requireRequest(text: string): void {
  const [first = ""] = text.split(/[\s_]/);
  if (!beginnings.test(text))
    throw new UserError(
      "flag",
      `"${abbreviate(first)}" is nothing that action does\nexpected V_6, "through order 1/n^3", simulate, ghosts or rules\ndid you mean: action ${closest(first, ["V_6", "simulate", "ghosts", "rules"])}`,
    );
}

/** The request that words and flags say, as a text; "action" in front of it may be left out. @throws UserError */
async function requestOfFlags(
  words: readonly string[],
  { about, leading, general }: ActionFlags,
  surroundings: Surroundings,
): Promise<string> {
  const text = (await requestText(words, surroundings)).trim();
  return [
    /^action\b/.test(text) ? text : `action ${text}`,
    ...(leading ? ["at tree level"] : []),
    ...(about === undefined ? [] : [`about ${about}`]),
    ...(general ? ["with general inputs"] : []),
  ].join(" ");
}

import { UserError } from "../../foundation/errors.js";
import { answer } from "../../questions.js";
import {
  type AddCommand,
  type CommonFlags,
  compileOptions,
  positiveInteger,
  requestText,
  type Surroundings,
  withOutputFlags,
} from "../context.js";
import { deliverProduct, formatNames } from "../product.js";

interface ActionFlags extends CommonFlags {
  readonly about?: string;
  readonly leading?: true;
  readonly general?: true;
  readonly attachments?: number;
  readonly loops?: number;
}

const examples = `
Examples:
  oneovern action V_6                              the couplings through order 1/n^2
  oneovern action "V_4 about K_0" --format latex
  oneovern action V_8 through order 1/n^5 --leading
  oneovern action V_4 --general                    several inputs: tensors
  oneovern table "action V_6"                      its diagrams, one a row
  oneovern certify "action through order 1/n^3"    every route, both descriptions
  oneovern action rules                            the action of all layers, with ghosts
  oneovern action ghosts --attachments 6           why later layers are harmless
`;

/** `action`: the effective action of a layer's fields; `action ghosts`, `action rules`: that of all layers. */
export const actionCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("action"), [...formatNames("expansion"), "html (of ghosts and rules)"])
    .description("the effective action of a layer: its couplings by orders of 1/n; the ghosts of later layers")
    .argument("<what...>", "V_6, through order 1/n^3, ...; ghosts: closed loops of a later layer; rules: Feynman rules")
    .option("--about <kernel>", "K_0: expand about the leading kernel, with K_1, K_2, ... as tadpoles")
    .option("--leading", "of each order the highest coupling alone: the trees, a Legendre transform")
    .option("--general", 'general inputs: the same as "with general inputs"')
    .option(
      "--attachments <m>",
      "ghosts: how many fluctuations of the kernel; rules: vertices through so many",
      positiveInteger,
    )
    .option("--loops <c>", "ghosts: how many loops at once (default 1)", positiveInteger)
    .option("--standalone", "with --format latex: a document that pdflatex compiles")
    .option("--max-terms <n>", "how many diagrams are listed for the proof (default 20000)", positiveInteger)
    .addHelpText("after", examples)
    .action(async (words: string[], flags: ActionFlags) => {
      if (flags.standalone && flags.format !== "latex")
        throw new UserError("flag", "--standalone goes with --format latex");
      const [what = ""] = words;
      const act = Object.hasOwn(parts, what) ? (parts[what] as Part) : parts.couplings;
      if (act !== parts.couplings && words.length > 1)
        throw new UserError(
          "flag",
          `"${words.slice(1).join(" ")}" behind ${what}\nexpected flags alone: ${usedBy(what).join(", ")}`,
        );
      requireUsed(act === parts.couplings ? "couplings" : what, flags);
      await act(words, flags, surroundings);
    });
};

type Part = (words: readonly string[], flags: ActionFlags, surroundings: Surroundings) => Promise<void>;

/** What each part looks at, beside the flags of all commands. */
const flagsOf: { readonly [part: string]: readonly (keyof ActionFlags)[] } = {
  couplings: ["about", "leading", "general", "maxTerms"],
  ghosts: ["attachments", "loops"],
  rules: ["attachments"],
};

const typed = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const usedBy = (part: string): string[] => (flagsOf[part] ?? []).map(typed);

/** Refuses flags that would be passed over. @throws UserError */
function requireUsed(part: string, flags: ActionFlags): void {
  const all = [...new Set(Object.values(flagsOf).flat())];
  const idle = all.find((name) => flags[name] !== undefined && !flagsOf[part]?.includes(name));
  if (idle === undefined) return;
  const where = Object.entries(flagsOf).flatMap(([other, names]) =>
    names.includes(idle) ? [other === "couplings" ? "a request" : other] : [],
  );
  throw new UserError(
    "flag",
    `${typed(idle)} says nothing about ${part === "couplings" ? "the couplings of a request" : part}\nexpected it with ${where.join(", ")}`,
  );
}

const parts: { readonly [what: string]: Part } & { readonly couplings: Part } = {
  async couplings(words, flags, surroundings) {
    await deliverProduct(
      "expansion",
      flags,
      surroundings,
      async () => answer(await requestOfFlags(words, flags, surroundings), compileOptions(flags, surroundings)),
      { standalone: flags.standalone === true },
    );
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

import { Command, CommanderError, Option } from "commander";
import { distance } from "fastest-levenshtein";
import { DefectError, UserError } from "../foundation/errors.js";
import { version } from "../foundation/version.js";
import { locateRequest } from "../language/request.js";
import { type AddCommand, checkFlags, outputOption, type Surroundings } from "./context.js";
import { ClosedPipe, writeToStream } from "./output.js";
import { summaries } from "./summaries.js";

const exitCodes = { done: 0, no: 1, wrong: 2, defect: 70 } as const;

/** Commands of the contract that are not here yet: named, so that nobody takes them for misspelt. */
const planned = ["check"];

const examples = `
Examples (oneovern REQUEST is oneovern table REQUEST):
  oneovern table V_8                               the published eight-point table
  oneovern table V_10                              the next one, which nobody has published
  oneovern expand V_6 --format latex               the collected sum, for a paper
  oneovern table V_8 --format latex --standalone -o v8.tex
  oneovern table V_4 through 2 loops               beyond leading order
  oneovern table "V_6(x1,x2; x3,x4; x5,x6)"        general inputs
  oneovern expand "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>"    a correlator
  oneovern explain 2ab.1a.1b                       one row, factor by factor
  oneovern code V_8 --target typescript -o v8.ts   an evaluator that stands alone
  oneovern critical --activation gelu              where a network can be deep
  oneovern flow --activation tanh --C-W 1 --width 64 --depth 10 --vertices 8 --loops 1
  oneovern simulate --activation tanh --C-W 1 --width 64 --depth 10   real networks beside it
  oneovern action V_6                              the layer as a field theory: its couplings
  oneovern scaling --N 10 --T 20 --M 60 --alpha 0.7 --gamma 0.05   the test loss of a neural scaling law

Exit codes: 0 done, 1 the answer is "no", 2 the request, a flag or a file is wrong, 70 a defect of oneovern;
ended by a signal: 128 + its number.`;

/** The commands, each loaded only when it is called: the start is what a user waits for most often. */
const commands: { readonly [name: string]: () => Promise<AddCommand> } = {
  table: async () => (await import("./commands/table.js")).tableCommand,
  expand: async () => (await import("./commands/table.js")).expandCommand,
  diagrams: async () => (await import("./commands/diagrams.js")).diagramsCommand,
  count: async () => (await import("./commands/count.js")).countCommand,
  explain: async () => (await import("./commands/explain.js")).explainCommand,
  draw: async () => (await import("./commands/draw.js")).drawCommand,
  gallery: async () => (await import("./commands/gallery.js")).galleryCommand,
  preamble: async () => (await import("./commands/preamble.js")).preambleCommand,
  code: async () => (await import("./commands/code.js")).codeCommand,
  certify: async () => (await import("./commands/certify.js")).certifyCommand,
  evaluate: async () => (await import("./commands/evaluate.js")).evaluateCommand,
  critical: async () => (await import("./commands/critical.js")).criticalCommand,
  structure: async () => (await import("./commands/structure.js")).structureCommand,
  simulate: async () => (await import("./commands/simulate.js")).simulateCommand,
  merge: async () => (await import("./commands/merge.js")).mergeCommand,
  flow: async () => (await import("./commands/flow.js")).flowCommand,
  action: async () => (await import("./commands/action.js")).actionCommand,
  dictionary: async () => (await import("./commands/dictionary.js")).dictionaryCommand,
  scaling: async () => (await import("./commands/scaling.js")).scalingCommand,
} satisfies { [Name in keyof typeof summaries]: () => Promise<AddCommand> };

/** Adds the command that a command line names; else (for help of all, and for what is no command) each by its summary. */
async function addCommands(program: Command, [first, topic]: readonly string[], ...given: Given): Promise<void> {
  const name = first === "help" ? topic : first;
  if (name !== undefined && Object.hasOwn(commands, name)) (await commands[name]?.())?.(program, ...given);
  else
    for (const [command, { takes, does }] of Object.entries(summaries))
      program.command(`${command} ${takes}`.trim()).description(does).option("-h, --help");
}

/** What a command is given beside the program. */
type Given = Parameters<AddCommand> extends [Command, ...infer Rest] ? Rest : never;

const versionFlags = ["-V", "--version"];
const helpFlags = ["-h", "--help"];

/**
 * Short flags without a value are not joined to what follows: "-V_8" is no flag, and its end no request. @throws
 * UserError
 */
function requireWholeFlags(argv: readonly string[]): void {
  const joined = argv.find((word) => /^-[qVh]./.test(word));
  if (joined !== undefined)
    throw new UserError(
      "flag",
      `unknown option '${joined}'\nexpected ${joined.slice(0, 2)} by itself${/^-V/.test(joined) ? `, or the request ${joined.slice(1)} without a dash` : ""}`,
    );
  if (argv.length > 1 && versionFlags.includes(argv[0] as string))
    throw new UserError(
      "flag",
      `${argv[0]} stands alone, and there is "${argv.slice(1).join(" ")}"\nexpected one of them`,
    );
}

/**
 * The command line with its command first. What begins with a request asks for its table, flags before it too; what is
 * nearly the name of a command is left to be called misspelt. @throws UserError where flags stand before a command
 */
function withCommand(argv: readonly string[]): readonly string[] {
  const [first] = argv;
  const names = [...Object.keys(commands), ...planned, "help"];
  if (first === undefined || names.includes(first) || helpFlags.includes(first)) return argv;
  if (first.startsWith("-")) {
    const command = argv.find((word) => names.includes(word));
    if (command !== undefined)
      throw new UserError(
        "flag",
        `"${first}" stands before the command "${command}"\nexpected the command first: oneovern ${command} ${first} ...`,
      );
    return ["table", ...argv];
  }
  const flag = argv.findIndex((word) => word.startsWith("-"));
  const words = flag < 0 ? argv : argv.slice(0, flag);
  return isRequest(words.join(" ")) || names.every((name) => distance(name, first) > 2) ? ["table", ...argv] : argv;
}

/** Help, of all or of one command. @throws UserError where there is no such command */
function requireKnownTopic([first, topic]: readonly string[]): void {
  if (first !== "help" || topic === undefined || topic.startsWith("-") || Object.hasOwn(commands, topic)) return;
  throw new UserError("flag", `no command "${topic}"\nexpected ${Object.keys(commands).join(", ")}`);
}

function isRequest(text: string): boolean {
  try {
    locateRequest(text);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command line (without the program's name) and answers with its exit code. Never throws. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  let code: number = exitCodes.done;
  try {
    requireWholeFlags(argv);
    // A flag of its own, not one that may stand anywhere: "table -V_8" is no question for the version.
    if (argv.length === 1 && versionFlags.includes(argv[0] as string)) {
      await writeToStream(`${version}\n`, surroundings.stdout);
      return code;
    }
    const line = withCommand(argv);
    requireKnownTopic(line);
    const help: string[] = [];
    const program = await commandLine(line, surroundings, help, (answer) => {
      code = answer;
    });
    try {
      if (line.length === 0) program.outputHelp();
      else await program.parseAsync(line, { from: "user" });
    } finally {
      await writeToStream(help.join(""), surroundings.stdout);
    }
    return code;
  } catch (error) {
    return report(error, argv, surroundings);
  }
}

async function commandLine(
  argv: readonly string[],
  surroundings: Surroundings,
  help: string[],
  answer: (code: number) => void,
): Promise<Command> {
  const program = new Command("oneovern")
    .description("Enumerates, weighs and proves the diagrams of deep neural networks' 1/n expansion.")
    .addOption(new Option("-V, --version", "the version of oneovern, and nothing else"))
    .helpOption("-h, --help", "this help")
    .addHelpText("after", examples)
    .showHelpAfterError("(oneovern --help lists commands and flags)")
    .enablePositionalOptions()
    .hook("preAction", (_program, command) => {
      const { output, ...others } = command.opts();
      // A folder, which it may be elsewhere, is looked at where it is written.
      const namesFile = command.options.some(({ flags }) => flags === outputOption().flags);
      return checkFlags(namesFile ? { output, ...others } : others);
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => help.push(text),
      writeErr: (text) => surroundings.stderr.write(text),
    });
  await addCommands(program, argv, surroundings, answer);
  for (const command of program.commands) command.helpOption("-h, --help", "this help");
  for (const name of planned)
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw new UserError("request/unsupported", `"${name}" is not in this version yet (${version})`);
      });
  return program;
}

function report(error: unknown, argv: readonly string[], { stderr }: Surroundings): number {
  if (error instanceof ClosedPipe) return exitCodes.done;
  // Commander has written its message already; help and version are not errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrong;
  if (error instanceof UserError) {
    stderr.write(`error [${error.code}]: ${error.message}\n`);
    return exitCodes.wrong;
  }
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(
    [
      `error: ${error instanceof DefectError ? "" : "unexpected: "}${message}`,
      `This is a defect of oneovern ${version}, not of your request. Please report it with the command:`,
      `  oneovern ${argv.map(quotedArgument).join(" ").slice(0, 2000)}`,
      "",
    ].join("\n"),
  );
  return exitCodes.defect;
}

const quotedArgument = (argument: string): string =>
  /^[\w./=:@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

import { InvalidArgumentError, Option } from "commander";
import { defaultMaxTerms } from "../../answer/budget.js";
import {
  type Drawing,
  type DrawingOptions,
  type Drawn,
  drawingOf,
  drawingsOf,
  drawnTitle,
  pictureIndex,
  textIndex,
  tikzIndex,
} from "../../documents/drawings.js";
import { preambleRemark } from "../../documents/preamble.js";
import { UserError } from "../../foundation/errors.js";
import {
  type AddCommand,
  type CommonFlags,
  deliver,
  folderOption,
  formatName,
  requestOf,
  requireOneOf,
  type Surroundings,
  withWorkFlags,
} from "../context.js";
import { writeToFolder } from "../folder.js";
import { followed } from "../forecast.js";
import { pngOf } from "../rasterise.js";
import { summaries } from "../summaries.js";

/** A way to draw. */
interface DrawingFormat {
  readonly ending: string;
  /** @param scale pixels to one of the svg's, where there are any */
  readonly draw: (drawing: Drawing, scale: number) => string | Promise<string | Uint8Array>;
  readonly index: { readonly name: string; readonly of: (drawn: Drawn) => string };
}

const pages: DrawingFormat["index"] = { name: "index.html", of: pictureIndex };

const formats: { readonly [name: string]: DrawingFormat } = {
  svg: { ending: "svg", draw: ({ svg }) => svg(), index: pages },
  tikz: { ending: "tex", draw: ({ tikz }) => tikz(), index: { name: "index.tex", of: tikzIndex } },
  dot: { ending: "dot", draw: dotOf, index: { name: "index.txt", of: textIndex } },
  png: { ending: "png", draw: ({ svg }, scale) => pngOf(svg(), scale), index: pages },
};

function dotOf({ id, dot }: Drawing): Promise<string> {
  if (dot === undefined)
    throw new UserError("flag", `--format dot: ${id} is no graph of vertices and blobs\nexpected svg, tikz or png`);
  return dot();
}

interface DrawFlags extends CommonFlags {
  readonly layers?: true;
  readonly scale?: number;
}

/** `draw`: a picture a diagram, and an index. */
export const drawCommand: AddCommand = (program, surroundings) => {
  withWorkFlags(program.command("draw"))
    .description(summaries.draw.does)
    .argument(summaries.draw.takes, "a request, whose diagrams are written into the folder -o; or one diagram's id")
    .option("-f, --format <name>", `how to draw: ${Object.keys(formats).join(", ")} (default svg)`)
    .addOption(folderOption("the folder of a request's pictures; of one diagram a file"))
    .option("-q, --quiet", "no progress and no remarks")
    .option("--layers", "blobs say of which layer they are")
    .addOption(new Option("--scale <n>", "of png: pixels to one of the svg's (default 4)").argParser(scale))
    .action(async (words: string[], flags: DrawFlags) => {
      const format = formatName(flags, "svg");
      requireOneOf(format, Object.keys(formats), "format");
      const how = formats[format] as DrawingFormat;
      if (flags.scale !== undefined && format !== "png") throw new UserError("flag", "--scale goes with --format png");
      const layers: DrawingOptions = flags.layers ? { layers: true } : {};
      const [word] = words;
      const single = words.length === 1 && word !== undefined ? drawingOf(word, layers) : undefined;
      if (single !== undefined) {
        if (format === "png" && surroundings.stdout.isTTY === true && (flags.output ?? "-") === "-")
          throw new UserError("flag", "a png is no text for a terminal\nexpected -o FILE");
        const drawn = await how.draw(single, flags.scale ?? defaultScale);
        const product = format === "tikz" ? `${preambleRemark}\n${drawn}` : drawn;
        await deliver(typeof product === "string" ? product : [product], flags, surroundings);
        return;
      }
      const request = await requestOf(words, flags, surroundings);
      // What is no request is said to be none before anything is said of its files.
      const title = drawnTitle(request);
      const { output } = flags;
      if (output === undefined || output === "-")
        throw new UserError(
          "flag",
          "the pictures of a request are many files\nexpected -o and a folder for them, or the id of one diagram",
        );
      await writeToFolder(files({ request, title, how, layers }, flags, surroundings), output);
    });
};

/** How many times the size, 1 to 100. @throws InvalidArgumentError */
function scale(text: string): number {
  const value = Number(text);
  if (!/^\d{1,3}$/.test(text) || value < 1 || value > 100)
    throw new InvalidArgumentError("Expected a whole number from 1 to 100.");
  return value;
}

/** Pixels to one of the svg's. */
const defaultScale = 4;

/** What is drawn, and how. */
interface Task {
  readonly request: Parameters<typeof drawingsOf>[0];
  readonly title: string;
  readonly how: DrawingFormat;
  readonly layers: DrawingOptions;
}

/** The files of a request's pictures, their index last. */
async function* files(
  { request, title, how, layers }: Task,
  { maxTerms = defaultMaxTerms, quiet, scale: pixels = defaultScale }: DrawFlags,
  { stderr }: Surroundings,
) {
  const drawn: { id: string; file: string }[] = [];
  const tell = followed("pictures", quiet ? { quiet } : {}, { stderr }, true);
  for (const drawing of drawingsOf(request, { ...layers, maxTerms })) {
    // A number, since ids that differ in small and capital letters may be one name, and may be too long for one.
    const file = `${String(drawn.length + 1).padStart(4, "0")}-${drawing.id.slice(0, 120)}.${how.ending}`;
    drawn.push({ id: drawing.id, file });
    yield { name: file, content: await how.draw(drawing, pixels) };
    tell(drawn.length, Number.POSITIVE_INFINITY);
  }
  tell(drawn.length, drawn.length);
  yield { name: how.index.name, content: how.index.of({ title, files: drawn }) };
}

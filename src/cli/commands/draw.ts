import { InvalidArgumentError, Option } from "commander";
import { defaultMaxTerms } from "../../answer/budget.js";
import {
  type Drawing,
  type DrawingOptions,
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

const formats = ["svg", "tikz", "dot", "png"];

interface DrawFlags extends CommonFlags {
  readonly layers?: true;
  readonly scale?: number;
}

/** `draw`: a picture a diagram, and an index. */
export const drawCommand: AddCommand = (program, surroundings) => {
  withWorkFlags(program.command("draw"))
    .description(summaries.draw.does)
    .argument(summaries.draw.takes, "a request, whose diagrams are written into the folder -o; or one diagram's id")
    .option("-f, --format <name>", `how to draw: ${formats.join(", ")} (default svg)`)
    .addOption(new Option("-o, --output <path>", "the folder of a request's pictures; of one diagram a file"))
    .option("-q, --quiet", "no progress and no remarks")
    .option("--layers", "blobs say of which layer they are")
    .addOption(new Option("--scale <n>", "of png: pixels to one of the svg's (default 4)").argParser(scale))
    .action(async (words: string[], flags: DrawFlags) => {
      const format = formatName(flags, "svg");
      requireOneOf(format, formats, "format");
      if (flags.scale !== undefined && format !== "png") throw new UserError("flag", "--scale goes with --format png");
      const picture = (of: Drawing): Promise<string | Uint8Array> => pictureOf(of, format, flags.scale ?? 4);
      const layers: DrawingOptions = flags.layers ? { layers: true } : {};
      const [word] = words;
      const single = words.length === 1 && word !== undefined ? drawingOf(word, layers) : undefined;
      if (single !== undefined) {
        if (format === "png" && surroundings.stdout.isTTY === true && (flags.output ?? "-") === "-")
          throw new UserError("flag", "a png is no text for a terminal\nexpected -o FILE");
        const drawn = await picture(single);
        const product = format === "tikz" ? `${preambleRemark}\n${drawn}` : drawn;
        await deliver(typeof product === "string" ? product : [product], flags, surroundings);
        return;
      }
      const request = await requestOf(words, flags, surroundings);
      // What is no request is said to be none before anything is said of its files.
      drawnTitle(request);
      const { output } = flags;
      if (output === undefined || output === "-")
        throw new UserError(
          "flag",
          "the pictures of a request are many files\nexpected -o and a folder for them, or the id of one diagram",
        );
      await writeToFolder(files(request, format, picture, flags, layers, surroundings), output);
    });
};

/** How many times the size, 1 to 100. @throws InvalidArgumentError */
function scale(text: string): number {
  const value = Number(text);
  if (!/^\d{1,3}$/.test(text) || value < 1 || value > 100)
    throw new InvalidArgumentError("Expected a whole number from 1 to 100.");
  return value;
}

async function pictureOf(of: Drawing, format: string, scale: number): Promise<string | Uint8Array> {
  switch (format) {
    case "tikz":
      return of.tikz();
    case "dot":
      if (of.dot === undefined)
        throw new UserError(
          "flag",
          `--format dot: ${of.id} is no graph of vertices and blobs\nexpected svg, tikz or png`,
        );
      return of.dot();
    case "png":
      return pngOf(of.svg(), scale);
    default:
      return of.svg();
  }
}

const endings: { readonly [format: string]: string } = { svg: "svg", tikz: "tex", dot: "dot", png: "png" };

/** The files of a request's pictures, their index last. */
async function* files(
  request: Parameters<typeof drawingsOf>[0],
  format: string,
  picture: (of: Drawing) => Promise<string | Uint8Array>,
  { maxTerms = defaultMaxTerms, quiet }: DrawFlags,
  layers: DrawingOptions,
  { stderr }: Surroundings,
) {
  const drawn: { id: string; file: string }[] = [];
  const tell = followed("pictures", quiet ? { quiet } : {}, { stderr }, true);
  for (const drawing of drawingsOf(request, { ...layers, maxTerms })) {
    // A number, since ids that differ in small and capital letters may be one name, and may be too long for one.
    const file = `${String(drawn.length + 1).padStart(4, "0")}-${drawing.id.slice(0, 120)}.${endings[format]}`;
    drawn.push({ id: drawing.id, file });
    yield { name: file, content: await picture(drawing) };
    tell(drawn.length, Number.POSITIVE_INFINITY);
  }
  tell(drawn.length, drawn.length);
  const of = { title: drawnTitle(request), files: drawn };
  if (format === "tikz") yield { name: "index.tex", content: tikzIndex(of) };
  else if (format === "dot") yield { name: "index.txt", content: textIndex(of) };
  else yield { name: "index.html", content: pictureIndex(of) };
}

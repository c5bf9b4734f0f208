import type { Command } from "commander";
import type { PlotSpec } from "../pictures/plot.js";
import { writeToFile } from "./output.js";

export interface PlotFlags {
  readonly plot?: string;
}

/** Adds the flag that writes a picture beside the product. */
export const withPlotFlag = (command: Command, what: string): Command =>
  command.option("--plot <file.svg>", `also write ${what} as SVG`);

/** Writes the picture where it was asked for, atomically. @throws UserError */
export async function deliverPlot({ plot }: PlotFlags, spec: () => PlotSpec): Promise<void> {
  if (plot === undefined) return;
  const { svgOf } = await import("../pictures/plot.js");
  await writeToFile(await svgOf(spec()), plot);
}

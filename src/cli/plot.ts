import type { Command } from "commander";

export interface PlotFlags {
  readonly plot?: string;
}

/** Adds the flag that writes a picture beside the product. */
export const withPlotFlag = (command: Command, what: string): Command =>
  command.option("--plot <file.svg>", `also write ${what} as SVG`);

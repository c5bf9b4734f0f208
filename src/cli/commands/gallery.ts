import { UserError } from "../../foundation/errors.js";
import { type AddCommand, type CommonFlags, folderOption } from "../context.js";
import { writeToFolder } from "../folder.js";
import { summaries } from "../summaries.js";

/** `gallery`: a folder of pages. */
export const galleryCommand: AddCommand = (program) => {
  program
    .command("gallery")
    .description(summaries.gallery.does)
    .addOption(folderOption())
    .action(async ({ output }: CommonFlags) => {
      if (output === undefined || output === "-")
        throw new UserError("flag", "the gallery is many pages\nexpected -o and a folder for them");
      const { gallery } = await import("../../documents/gallery.js");
      await writeToFolder(gallery(), output);
    });
};

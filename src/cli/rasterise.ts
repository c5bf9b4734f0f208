import { spawn } from "node:child_process";
import { UserError } from "../foundation/errors.js";

/* Pictures of pixels, by a program of the system: the fonts of a picture are its affair. */

/** Programs that make PNG of SVG on standard input, with what they take for so many times the size. */
const programs: readonly (readonly [command: string, args: (scale: number) => readonly string[]])[] = [
  ["rsvg-convert", (scale) => ["--format", "png", "--zoom", String(scale), "--background-color", "white"]],
  [
    "inkscape",
    (scale) => [
      "--pipe",
      "--export-type=png",
      "--export-filename=-",
      `--export-dpi=${96 * scale}`,
      "--export-background=white",
    ],
  ],
];

/** An SVG as PNG, on white. @throws UserError where no program does it */
export async function pngOf(svg: string, scale: number): Promise<Uint8Array> {
  for (const [command, args] of programs) {
    const made = await piped(command, args(scale), svg);
    if (made !== undefined) return made;
  }
  throw new UserError(
    "flag",
    `--format png needs one of the programs ${programs.map(([command]) => command).join(" and ")}, and neither is here\nexpected rsvg-convert (Debian: librsvg2-bin), or --format svg`,
  );
}

/** What a program makes of a text; undefined where there is no such program. @throws UserError where it fails */
function piped(command: string, args: readonly string[], input: string): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    const [out, talk]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => talk.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? resolve(undefined) : reject(error)));
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else
        reject(
          new UserError("file", `${command} made no picture: ${Buffer.concat(talk).toString().trim().slice(0, 200)}`),
        );
    });
    child.stdin.end(input);
  });
}

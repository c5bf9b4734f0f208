/* Comments that go over several lines, where more than one file of a language needs them. */

/** In C: what would end the comment, or begin one in it, is taken apart. */
export const cComment = (lines: readonly string[]): string[] => [
  "/*",
  ...lines.map((line) => ` * ${line.replaceAll("*/", "* /").replaceAll("/*", "/ *")}`.trimEnd()),
  " */",
];

/** In the Wolfram Language. */
export const wolframComment = (lines: readonly string[]): string[] => {
  const safe = lines.map((line) => line.replaceAll("(*", "( *").replaceAll("*)", "* )"));
  return safe.map((line, i) => `${i === 0 ? "(* " : "   "}${line}`.trimEnd() + (i === safe.length - 1 ? " *)" : ""));
};

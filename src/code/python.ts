/* What the targets that write Python have in common. */

/** The words of Python, which no function or variable may be called. */
export const pythonWords: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda match nonlocal not or pass raise return try while with yield type case`.split(/\s+/),
);

/** Documentation, comments and texts. */
export const pythonNoCode = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#.*$/gm;

/**
 * What a file does when it is run as a program with --self-test: some lines that work out `passed` and `report`, then
 * the verdict.
 */
export const pythonMain = (lines: readonly string[]): string[] => [
  'if __name__ == "__main__":',
  "    import sys",
  "",
  '    if sys.argv[1:] != ["--self-test"]:',
  '        sys.exit(f"usage: {sys.argv[0]} --self-test")',
  ...lines.map((line) => `    ${line}`),
  "    print(f\"{'passed' if passed else 'FAILED'}: {len(SAMPLES)} points, {report}\")",
  "    sys.exit(0 if passed else 1)",
];

/** Documentation; a text that is longer than a line ends on a line of its own. */
export const docstring = (lines: readonly string[], indent = "    "): string[] => {
  const [first = "", ...rest] = lines.map((line) => line.replaceAll("\\", "\\\\").replaceAll('"""', "'''"));
  if (rest.length === 0) return [`${indent}"""${first}"""`];
  return [`"""${first}`, ...rest, '"""'].map((line) => (line === "" ? "" : `${indent}${line}`).trimEnd());
};

import fc from "fast-check";
import { expect, test } from "vitest";
import { broken } from "../../src/code/infix.js";

const piece = fc.constantFrom("a", "bcd * e", "(f + g - h) * k", "2 * (x - (y + z))", "lmnopqr");
const sums = fc
  .tuple(piece, fc.array(fc.tuple(fc.constantFrom(" + ", " - "), piece), { maxLength: 12 }))
  .map(([first, rest]) => first + rest.map(([sign, text]) => sign + text).join(""));

test("a long line is broken behind signs that stand outside parentheses, as late as it can be, and loses nothing", () => {
  fc.assert(
    fc.property(sums, fc.integer({ min: 20, max: 60 }), (text, width) => {
      const lines = broken(text, width, "    ").split("\n    ");
      expect(lines.join(" ")).toBe(text);
      lines.forEach((line, i) => {
        expect(line.length).toBeLessThanOrEqual(width);
        if (i === lines.length - 1) return;
        expect(line).toMatch(/ [+-]$/);
        expect(line.replaceAll(/[^(]/g, "").length).toBe(line.replaceAll(/[^)]/g, "").length);
      });
      if (text.length <= width) expect(lines).toHaveLength(1);
    }),
  );
  expect(broken("aaaa + bbbb - cccc", 11, "  ")).toBe("aaaa +\n  bbbb - cccc");
  expect(broken("aaaa + bbbb - cccc", 13, "  ")).toBe("aaaa + bbbb -\n  cccc");
});

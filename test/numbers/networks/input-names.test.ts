import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/foundation/errors.js";
import { namedInputs } from "../../../src/numbers/networks/input-names.js";

describe("which input a name stands for", () => {
  test.each([
    ["numbers of one stem, in any order, with gaps", "x3 x1 x3", { x1: 0, x3: 2 }],
    ["no numbers: as they first appear", "b a b c", { b: 0, a: 1, c: 2 }],
    ["several stems whose numbers count up", "x1 x2 y1 y2", { x1: 0, x2: 1, y1: 2, y2: 3 }],
    ["in turns", "x1 y1 x2 y2 x1", { x1: 0, y1: 1, x2: 2, y2: 3 }],
    ["names with and without numbers", "x1 a x2", { x1: 0, a: 1, x2: 2 }],
    ["the number is the last digits", "a2b10", { a2b10: 9 }],
  ])("%s: %s", (_, names, inputs) => {
    const found = namedInputs(names.split(" "), 10);
    expect(Object.fromEntries(found.map(({ name, input }) => [name, input]))).toEqual(inputs);
    expect(found.map(({ input }) => input)).toEqual(Object.values(inputs).sort((a, b) => a - b));
  });

  test.each([
    ["x2 y1", 9, "by its number x2 would be input 2"],
    ["x1 y1 x3", 9, "the inputs x1, y1, x3: by its number x3 would be input 3"],
    ["x0 y1", 9, "by its number x0 would be input 0"],
    ["x0 x1", 9, "the input x0, and inputs are counted from 1"],
    [
      "x1 x3",
      2,
      "the input x3, which is input 3, and the network has 2 inputs\nexpected a kernel or a file of inputs with 3",
    ],
    ["a b", 1, "the input b, which is input 2, and the network has 1 input\n"],
  ])("%s of %i inputs is refused", (names, inputs, message) => {
    const act = () => namedInputs(names.split(" "), inputs);
    expect(act).toThrow(UserError);
    expect(act).toThrow(message);
  });
});

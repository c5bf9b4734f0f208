import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { vectorsOf } from "../../../src/numbers/networks/input-vectors.js";
import { temporaryFolder } from "../../cli/oneovern.js";

/* Files of input vectors, among them those that NumPy itself writes. */

const text = (content: string) => new TextEncoder().encode(content);

describe("NumPy's arrays, by NumPy", () => {
  const folder = temporaryFolder();
  const script = `
import numpy as np
a = np.arange(6).reshape(2, 3) / 4 - 0.5
np.save("f8.npy", a)
np.save("f4big.npy", a.astype(">f4"))
np.save("fortran.npy", np.asfortranarray(a))
for name in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
    np.save(name + ".npy", np.arange(6).reshape(2, 3).astype(name))
np.save("f2.npy", a.astype("f2"))
np.save("b1.npy", np.array([[True, False]]))
np.save("complex.npy", a.astype(complex))
np.save("vector.npy", a[0])
np.save("nan.npy", np.array([[1.0, np.nan]]))
np.lib.format.write_array(open("version2.npy", "wb"), a, version=(2, 0))
np.savez("many.npz", a=a)
`;
  const made = spawnSync("/usr/bin/python3", ["-c", script], { cwd: folder, encoding: "utf8" });
  const read = (name: string) => vectorsOf(readFileSync(join(folder, name)), name);

  test("of doubles, floats and whole numbers, in either order", () => {
    expect(made.stderr).toBe("");
    const a = [[-0.5, -0.25, 0], [0.25, 0.5, 0.75]]; // biome-ignore format: a matrix
    expect(read("b1.npy")).toEqual([[1, 0]]);
    for (const name of ["f8", "f4big", "fortran", "version2", "f2"]) expect(read(`${name}.npy`), name).toEqual(a);
    for (const name of ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
      expect(read(`${name}.npy`), name).toEqual([[0, 1, 2], [3, 4, 5]]); // biome-ignore format: a matrix
  });

  test.each([
    ["complex.npy", "a .npy of '<c16', which is no type of real numbers"],
    ["vector.npy", "a .npy of the shape (3)"],
    ["nan.npy", "row 1, column 2 is NaN"],
    ["many.npz", "it is no text, and no .npy either"],
  ])("%s is refused by name", (name, said) => {
    expect(() => read(name)).toThrow(`${name}: ${said}`);
    expect(() => read(name)).toThrow("expected one vector a line");
  });

  test("one that is cut off", () => {
    const bytes = readFileSync(join(folder, "f8.npy"));
    for (const length of [10, bytes.length - 1])
      expect(() => vectorsOf(bytes.subarray(0, length), "cut.npy")).toThrow("cut off");
  });
});

test("texts: names above, remarks, a byte order mark, JSON", () => {
  const expected = [[1, 0.5], [-0.3, 2]]; // biome-ignore format: a matrix
  for (const content of ["1 .5\n-.3 2", "a;b\n1;0.5\n# x\n-0.3;2\n", "\uFEFF1,0.5\r\n-0.3,2", "[[1,0.5],[-0.3,2]]"])
    expect(vectorsOf(text(content), "f")).toEqual(expected);
});

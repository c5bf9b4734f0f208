// A flow of one's own: the step from layer to layer comes from oneovern/generated, which brings no compiler with it; the averages
// are this program's business. Here sigma is any polynomial; for sigma(x) = x the answer is known, and the program checks it.
import { evaluate, results, symbols } from "oneovern/generated/step_V_8_through_1_loop";

const sigma = [0, 1]; // coefficients: sigma(x) = x
const [width, depth, biases, weights] = [50, 12, 0, 1];

const times = (a: number[], b: number[]): number[] => {
  const product = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) product[i + j] = (product[i + j] ?? 0) + x * y;
  return product;
};
const derivative = (a: number[]): number[] => a.slice(1).map((x, i) => x * (i + 1));

/** The Gaussian average of a polynomial: <phi^2j> = (2j - 1)!! K^j. */
const average = (a: number[], kernel: number): number => {
  let [sum, moment] = [0, 1];
  for (let i = 0; i < a.length; i += 2) {
    sum += (a[i] ?? 0) * moment;
    moment *= (i + 1) * kernel;
  }
  return sum;
};

/** The value of a symbol that is an average: <sigma^2>, <Delta^2>, <d^4 Delta^3>. */
function averageNamed(symbol: string, kernel: number): number {
  const square = times(sigma, sigma);
  if (symbol === "<sigma^2>") return average(square, kernel);
  const [, m = "0", p = "1"] = /^<(?:d\^(\d+) )?Delta(?:\^(\d+))?>$/.exec(symbol) ?? [];
  const delta = square.map((x, i) => (i === 0 ? x - average(square, kernel) : x));
  let content = [1];
  for (let i = 0; i < Number(p); i++) content = times(content, delta);
  for (let i = 0; i < Number(m); i++) content = derivative(content);
  return average(content, kernel);
}

// Layer 1 is Gaussian: K_0 = 1 and nothing else.
let known = new Map<string, number>(results.map((name) => [name, name === "K_0" ? 1 : 0]));
for (let layer = 2; layer <= depth; layer++) {
  const kernel = known.get("K_0") ?? 0;
  const parameters: Record<string, number> = { C_b: biases, C_W: weights, "n_{l-1}/n_{l-2}": 1 };
  const values = symbols.map((name) => parameters[name] ?? known.get(name) ?? averageNamed(name, kernel));
  const next = evaluate(Float64Array.from(values));
  known = new Map(results.map((name, i) => [name, next[i] ?? Number.NaN]));
}

for (const [name, value] of known) console.log(`${name} = ${Number(value.toPrecision(12))}`);

// A deep linear network: <G^2> = product over layers of (1 + 2/n), so V_4/n = <G^2> - 1.
const product = (1 + 2 / width) ** (depth - 1);
const leading = (known.get("V_4[0]") ?? 0) / width;
const corrected = leading + (known.get("V_4[1]") ?? 0) / width ** 2;
console.log(
  `V_4/n: exact ${(product - 1).toFixed(6)}, leading ${leading.toFixed(6)}, with the first correction ${corrected.toFixed(6)}`,
);
if (Math.abs((known.get("V_4[0]") ?? 0) - 2 * (depth - 1)) > 1e-9) throw new Error("not the flow of a linear network");

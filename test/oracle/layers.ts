/*
 * Layers whose density is known exactly, as numbers: fields are Gaussian with a random variance G, and the law of G is
 * known in closed form.
 */

/** Gauss-Legendre nodes and weights on [-1, 1], by Newton's method on Legendre's recursion. */
function legendreRule(count: number): { readonly nodes: number[]; readonly weights: number[] } {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 1; i <= count; i++) {
    let x = Math.cos((Math.PI * (i - 0.25)) / (count + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let [before, value] = [1, x];
      for (let m = 2; m <= count; m++) [before, value] = [value, ((2 * m - 1) * x * value - (m - 1) * before) / m];
      slope = (count * (before - x * value)) / (1 - x * x);
      const next = x - value / slope;
      if (Math.abs(next - x) < 1e-16) break;
      x = next;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

const rule = legendreRule(400);

const logGamma = (x: number): number => {
  // Stirling's series from 12 on.
  let [shift, y] = [0, x];
  while (y < 12) {
    shift -= Math.log(y);
    y++;
  }
  const z = 1 / (y * y);
  const series = 1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)));
  return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series / y;
};

/** log of < (2 pi G)^{-n/2} e^{-q/2G} > where G is `scale` times a chi-squared of `degrees`, which need not be whole. */
function logGammaMixture(n: number, q: number, degrees: number, scale: number): number {
  // In t = log of the chi-squared: a smooth integrand with one peak.
  const a = degrees / 2;
  const exponent = (t: number): number =>
    a * t - Math.exp(t) / 2 - (n / 2) * (t + Math.log(2 * Math.PI * scale)) - q / (2 * scale * Math.exp(t));
  let peak = Math.log(degrees);
  for (let step = 0; step < 200; step++) {
    const [e, r] = [Math.exp(peak) / 2, q / (2 * scale * Math.exp(peak))];
    const move = (a - n / 2 - e + r) / (-e - r);
    peak -= Math.max(-1, Math.min(1, move));
    if (Math.abs(move) < 1e-14) break;
  }
  const width = 1 / Math.sqrt(Math.exp(peak) / 2 + q / (2 * scale * Math.exp(peak)));
  const half = Math.min(14 * width, 40);
  const top = exponent(peak);
  let sum = 0;
  rule.nodes.forEach((x, i) => {
    sum += (rule.weights[i] as number) * Math.exp(exponent(peak + half * x) - top);
  });
  return top + Math.log(sum * half) - a * Math.log(2) - logGamma(a);
}

/** S = -log P of a linear layer fed by an exactly Gaussian one: G = K/n' times a chi-squared of n'. */
export const linearLayer = (n: number, below: number, K: number, q: number): number =>
  -logGammaMixture(n, q, below, K / below);

/**
 * S of a ReLU layer fed by an exactly Gaussian one: of n' neurons a binomial number j is alive, G = 2K/n' times a
 * chi-squared of j. The atom at G = 0 (no neuron alive) has no density where q > 0.
 */
export function reluLayer(n: number, below: number, K: number, q: number): number {
  const terms: number[] = [];
  for (let j = 1; j <= below; j++) {
    const binomial = logGamma(below + 1) - logGamma(j + 1) - logGamma(below - j + 1) - below * Math.log(2);
    terms.push(binomial + logGammaMixture(n, q, j, (2 * K) / below));
  }
  const top = Math.max(...terms);
  return -(top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0)));
}

/** What the series sum_p c_p x^p tends to from its values at x, x/2, x/4, ...: Richardson's table. */
export function limitOf(values: readonly number[]): number {
  let row = [...values];
  for (let order = 1; row.length > 1; order++)
    row = row.slice(1).map((finer, i) => (2 ** order * finer - (row[i] as number)) / (2 ** order - 1));
  return row[0] as number;
}

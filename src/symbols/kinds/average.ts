import { braced, raisedPower, superscript, texIndex, texName, texPair, texPower } from "../spelling.js";
import { type Average, type KindOf, type Pair, rankOf, type SecondMoment } from "../symbol.js";

/* Gaussian averages with the covariance of layer l-1. */

/** <sigma^2> over the Gaussian of layer l-1: the constant subtracted in Delta = sigma^2 - <sigma^2>. */
export const secondMoment: SecondMoment = {
  kind: "second-moment",
  name: "<sigma^2>",
  rank: rankOf("second-moment", "<sigma^2>"),
};

/** <sigma(x) sigma(x')> over the Gaussian of layer l-1. */
export const pairMoment = ([x, y]: Pair): SecondMoment => ({
  ...secondMoment,
  name: `<sigma(${x}) sigma(${y})>`,
  indices: [],
  pairs: [[x, y]],
});

/** <d^m Delta^p>: the Gaussian average of the m-th derivative of Delta^p by phi; m is even in the degenerate limit. */
export function average(derivatives: number, deltas: number): Average {
  const content = deltas === 1 ? "Delta" : `Delta^${deltas}`;
  const name = derivatives === 0 ? `<${content}>` : `<d^${derivatives} ${content}>`;
  return { kind: "average", derivatives, deltas, name, rank: rankOf("average", name, derivatives, deltas) };
}

/**
 * < D_a D_b ... Delta(x1,x2) Delta(x3,x4) ... >: the Gaussian average of a product of Delta's after a derivative for
 * each index, D_(y,y) = 1/2 d_y^2 and D_(y,y') = d_y d_y'. Pairs are given in the order in which they shall stand.
 */
export function pairAverage(indices: readonly string[], pairs: readonly Pair[]): Average {
  const deltas = counted(pairs).map(({ pair, times }) => `Delta(${pair.join()})${times === 1 ? "" : `^${times}`}`);
  const name = `<${[...indices.map((index) => `D_${index}`), ...deltas].join(" ")}>`;
  return { ...average(2 * indices.length, pairs.length), name, indices, pairs };
}

/** Pairs with their multiplicities, in order. */
function counted(pairs: readonly Pair[]): { readonly pair: Pair; readonly times: number }[] {
  const counts = new Map<string, { readonly pair: Pair; times: number }>();
  for (const pair of pairs) {
    const known = counts.get(pair.join());
    if (known) known.times++;
    else counts.set(pair.join(), { pair, times: 1 });
  }
  return [...counts.values()];
}

export const secondMomentKind: KindOf<SecondMoment> = {
  read(name) {
    if (name === secondMoment.name) return secondMoment;
    const [, x, y] = /^<sigma\(([^\s,()]+)\) sigma\(([^\s,()]+)\)>$/.exec(name) ?? [];
    return x === undefined || y === undefined ? undefined : pairMoment([x, y]);
  },
  unicode: ({ pairs }, power) =>
    `⟨${
      pairs === undefined
        ? "σ²"
        : pairs
            .flat()
            .map((x) => `σ(${x})`)
            .join(" ")
    }⟩${raisedPower(power)}`,
  tex: ({ pairs }, power) =>
    `\\langle ${
      pairs === undefined
        ? "\\sigma^2"
        : pairs
            .flat()
            .map((x) => `\\sigma(${texName(x)})`)
            .join(" ")
    } \\rangle${texPower(power)}`,
  identifier: () => "s2",
  meaning: ({ name }) => `${name}, a Gaussian average over layer l-1`,
};

export const averageKind: KindOf<Average> = {
  read(name) {
    const [scalar, m = "0", p = "1"] = /^<(?:d\^(\d*[02468]) )?Delta(?:\^(\d+))?>$/.exec(name) ?? [];
    if (scalar !== undefined) return average(Number(m), Number(p));
    const [, derivatives = "", deltas = ""] = /^<((?:D_\w+ )*)(Delta\(.*)>$/.exec(name) ?? [];
    const pairs = [...deltas.matchAll(/Delta\(([^\s,()]+),([^\s,()]+)\)(?:\^(\d+))?/g)].flatMap(
      ([, first = "", second = "", times]) => Array.from({ length: Number(times ?? 1) }, (): Pair => [first, second]),
    );
    if (pairs.length === 0) return undefined;
    const indices = [...derivatives.matchAll(/D_(\w+)/g)].map(([, index = ""]) => index);
    return pairAverage(indices, pairs);
  },
  unicode({ derivatives, deltas, indices, pairs }, power) {
    const content =
      pairs === undefined
        ? `${derivatives === 0 ? "" : `∂${superscript(derivatives)}`}Δ${raisedPower(deltas)}`
        : [
            ...(indices ?? []).map((index) => `D_${index}`),
            ...counted(pairs).map(({ pair, times }) => `Δ(${pair.join()})${raisedPower(times)}`),
          ].join(" ");
    return `⟨${content}⟩${raisedPower(power)}`;
  },
  tex({ derivatives, deltas, indices, pairs }, power) {
    const content =
      pairs === undefined
        ? `${derivatives === 0 ? "" : `\\partial^${braced(derivatives)} `}\\Delta${texPower(deltas)}`
        : [
            ...(indices ?? []).map((index) => `D_${texIndex(index)}`),
            ...counted(pairs).map(({ pair, times }) => `\\Delta(${texPair(pair)})${texPower(times)}`),
          ].join(" ");
    return `\\langle ${content} \\rangle${texPower(power)}`;
  },
  identifier: ({ derivatives, deltas }) => `d${derivatives}D${deltas}`,
  meaning({ derivatives: m, deltas: p, name }) {
    const content = `Delta${p === 1 ? "" : `^${p}`}`;
    return m === 0
      ? `${name}, the Gaussian average of Delta^${p} over layer l-1`
      : `${name}, the Gaussian average of the ${m}${m === 2 ? "nd" : "th"} derivative of ${content} over layer l-1`;
  },
};

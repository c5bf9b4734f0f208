import type { OrdersOf } from "../../language/request.js";
import type { Legend } from "../../notation/naming.js";

/* What the symbols in tables and sums of V_2k and K mean. */

/** The legend of a request. */
export const legendOf = (request: OrdersOf): Legend => {
  const [expansion, symbols] = [expansionLines(request), symbolLines(request)];
  const [value, ...columns] = rowLines(request);
  return {
    table: [value, ...expansion, ...columns, ...symbols],
    sum: [...expansion, ...symbols],
    latex: symbolsTex(request),
    picturesLatex: [...picturesTex(request), ...expansionTex(request)],
  };
};

const rowLines = ({ externals }: OrdersOf): readonly [string, ...string[]] =>
  externals === null
    ? [
        "value of a row = ½'s × blobs/n's × sym × (bracket); an empty cell is 1",
        "j: number of j sums; ½'s: one 1/2 a leg; sym: symmetry factor k!/(∏p! |Aut|)",
        "diagram: its vertices (Δ's, then a letter a leg; the same letter, the same blob)",
      ]
    : [
        "value of a row = blobs/n's × sym × (bracket), and as much for each of its perms.",
        "j: number of j sums; sym: 1/|Aut|, times the number of equal labelled diagrams",
        "diagram: its vertices (x, labels, then a letter a leg; same letter, same blob)",
      ];

const symbolLines = ({ widths, externals }: OrdersOf): string[] => [
  `${widths === "equal" ? "n = width of every layer" : "n = n_{l-1}, n′ = n_{l-2} (widths)"}; V₄ = V_4^(l-1), ... (vertices of layer l-1)`,
  ...(externals === null
    ? ["Δ = σ² − ⟨σ²⟩; ⟨∂²Δ³⟩ = Gaussian average of the 2nd derivative of Δ³ by φ"]
    : [
        "Δ(x,x′) = σ(φ(x)) σ(φ(x′)) − its mean; ⟨...⟩ = Gaussian average over layer l-1",
        "an index of V and D is an unordered pair (y,y′) of inputs of layer l-1, summed",
        "over: D = ½ ∂²/∂φ(y)² for (y,y), and ∂²/∂φ(y)∂φ(y′) otherwise",
      ]),
];

/** What stands in the blobs and where averages are taken, unless nothing of it shows. */
function expansionLines({ loops: [, to], about, blobs, widths }: OrdersOf): string[] {
  if (to === 0 && blobs === "full") return [];
  const n = widths === "equal" ? "n" : "n′";
  return [
    about === "mean"
      ? "averages about the full mean of layer l-1's kernel"
      : `averages at K₀, the leading part of layer l-1's mean: K₀ + K₁/${n} + K₂/${n}² ...`,
    blobs === "full"
      ? "V's are the full vertices of layer l-1"
      : `V₄[p]: the vertex as a series, V₄ = V₄[0] + V₄[1]/${n} + ...`,
  ];
}

const symbolsTex = ({ externals }: OrdersOf): string[] =>
  externals === null
    ? [
        String.raw`$\Delta = \sigma^2 - \langle \sigma^2 \rangle$; $\langle \partial^m \Delta^p \rangle$ is the Gaussian average over layer`,
        String.raw`$\ell-1$ of the $m$-th derivative of $\Delta^p$; $n_\ell$ is the width of layer $\ell$.`,
      ]
    : [
        String.raw`$\Delta(x,x') = \sigma(\phi(x)) \sigma(\phi(x')) - \langle \sigma(\phi(x)) \sigma(\phi(x')) \rangle$; averages are Gaussian, over layer`,
        String.raw`$\ell-1$; $n_\ell$ is the width of layer $\ell$. Indices $a, b, \dots$ run over the unordered pairs $(y,y')$ of inputs of layer $\ell-1$ and`,
        String.raw`are summed over: $D_a = \frac{1}{2} \partial^2/\partial\phi(y)^2$ for $a = (y,y)$, and $\partial^2/\partial\phi(y)\partial\phi(y')$ otherwise;`,
        "$V_{4;ab} = V_4(a;b)$. ``Perms.'' are the same with the external pairs exchanged.",
      ];

const picturesTex = ({ externals }: OrdersOf): string[] => [
  String.raw`Open circles are function vertices, each the sum over a neuron $j$ of layer $\ell-1$; two short lines are one of its`,
  `${externals === null ? String.raw`external pairs, a $\Delta$` : String.raw`external pairs, a $\Delta(x,x')$`}; a double line is a leg, ${externals === null ? String.raw`a derivative $\frac{1}{2}\partial^2$` : "a derivative $D_a$"}; hatched discs are blobs, the vertices $V_{2b}$ of`,
  String.raw`layer $\ell-1$. A diagram's name lists its function vertices, a letter for each leg; the same letter is the same blob.`,
];

function expansionTex({ loops: [, to], about, blobs, widths }: OrdersOf): string[] {
  const hasTadpoles = about === "K_0" && to > 0;
  const isExpanded = blobs === "expanded";
  if (!hasTadpoles && !isExpanded) return [];
  const n = widths === "equal" ? "n" : String.raw`n_{\ell-2}`;
  return [
    ...(hasTadpoles
      ? [
          String.raw`Averages are taken at $K_0$, the leading part of layer $\ell-1$'s mean kernel, $K_0 + K_1/${n}+ K_2/${n}^2 + \dots$; a blob`,
          "with one leg is a tadpole $K_p$.",
        ]
      : []),
    ...(isExpanded ? [String.raw`Each vertex is a series, $V_{2b} = V_{2b}^{[0]} + V_{2b}^{[1]}/${n}+ \dots$`] : []),
    "In a name the order $p$ of a blob stands behind its letter.",
  ];
}

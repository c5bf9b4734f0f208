/*
 * A picture of a diagram read back from its SVG, with geometry of its own: what a reader sees, and not what the program
 * meant.
 */

export type Place = readonly [x: number, y: number];

export interface Seen {
  readonly width: number;
  readonly height: number;
  /** In the coordinates of the viewBox, y downwards. */
  readonly box: { readonly low: Place; readonly high: Place };
  readonly vertices: readonly { readonly at: Place; readonly radius: number; readonly pairs: number }[];
  readonly blobs: readonly { readonly at: Place; readonly radius: number }[];
  /** Each leg: its two lines, as points along them. */
  readonly legs: readonly (readonly (readonly Place[])[])[];
  /** The two lines of each external pair, with its vertex. */
  readonly pairs: readonly { readonly vertex: number; readonly lines: readonly (readonly Place[])[] }[];
  /** Texts, with what they cover by a generous estimate. */
  readonly texts: readonly { readonly text: string; readonly low: Place; readonly high: Place }[];
}

const numbers = (text: string): number[] => [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([value]) => Number(value));

/** The lines of a path's data: M, L and C alone. */
export function linesOf(data: string): Place[][] {
  const lines: Place[][] = [];
  let here: Place = [0, 0];
  for (const [, command, args = ""] of data.matchAll(/([MLC])([^MLC]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers(args);
    const line = lines.at(-1) ?? [];
    if (command === "M") lines.push([[a, b]]);
    else if (command === "L") line.push([a, b]);
    else {
      const [x, y] = here;
      for (let i = 1; i <= 16; i++) {
        const [t, u] = [i / 16, 1 - i / 16];
        line.push([
          u ** 3 * x + 3 * u * u * t * a + 3 * u * t * t * c + t ** 3 * e,
          u ** 3 * y + 3 * u * u * t * b + 3 * u * t * t * d + t ** 3 * f,
        ]);
      }
    }
    here = command === "C" ? [e, f] : [a, b];
  }
  return lines;
}

export function seen(svg: string): Seen {
  const [left = 0, top = 0, wide = 0, high = 0] = numbers(/viewBox="([^"]*)"/.exec(svg)?.[1] ?? "");
  const parts = [...svg.matchAll(/<g data-part="(\w+)" data-index="\d+">([\s\S]*?)<\/g>(?=\n|$)/g)];
  const of = (part: string): string[] => parts.filter(([, name]) => name === part).map(([, , body = ""]) => body);
  const vertices = of("vertex").map((body) => {
    const [x = 0, y = 0, radius = 0] = numbers(/<circle class="vertex"([^>]*)>/.exec(body)?.[1] ?? "");
    return { at: [x, y] as Place, radius, pairs: [...body.matchAll(/class="pair"/g)].length };
  });
  const blobs = of("blob").map((body) => {
    const [x = 0, y = 0] = numbers(/translate\(([^)]*)\)/.exec(body)?.[1] ?? "");
    const [radius = 0] = numbers(/<circle class="blob"([^>]*)>/.exec(body)?.[1] ?? "");
    return { at: [x, y] as Place, radius };
  });
  const texts = [
    ...svg.matchAll(/<text(?: class="number")? x="([^"]*)" y="([^"]*)" font-size="([^"]*)">(.*?)<\/text>/g),
  ].map(([, x, y, font, inner = ""]) => {
    const text = inner.replaceAll(/<[^>]*>/g, "");
    const [px, py, em] = [Number(x), Number(y), Number(font)];
    const half = 0.27 * em * [...text].length;
    return { text, low: [px - half, py - 0.8 * em] as Place, high: [px + half, py + 0.25 * em] as Place };
  });
  return {
    width: wide,
    height: high,
    box: { low: [left, top], high: [left + wide, top + high] },
    vertices,
    blobs,
    legs: of("leg").map((body) => linesOf(/ d="([^"]*)"/.exec(body)?.[1] ?? "")),
    pairs: of("vertex").flatMap((body, vertex) =>
      [...body.matchAll(/class="pair" d="([^"]*)"/g)].map(([, data = ""]) => ({ vertex, lines: linesOf(data) })),
    ),
    texts,
  };
}

const cross = ([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** Whether two polylines cross. */
export const meet = (one: readonly Place[], other: readonly Place[]): boolean =>
  one.slice(1).some((b, i) =>
    other.slice(1).some((d, j) => {
      const [a, c] = [one[i] as Place, other[j] as Place];
      return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
    }),
  );

/** How near a polyline comes to a point. */
export const nearest = (line: readonly Place[], [x, y]: Place): number =>
  Math.min(
    ...line.slice(1).map(([bx, by], i) => {
      const [ax, ay] = line[i] as Place;
      const squared = (bx - ax) ** 2 + (by - ay) ** 2;
      const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (squared || 1)));
      return Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y);
    }),
  );

import type { NetworkChoice, ScalingChoice } from "./messages.js";

/* The state of the page is its address: whoever opens it sees the same. What is not understood in it is left out. */

export const subjects = ["diagrams", "scaling", "action"] as const;
export type Subject = (typeof subjects)[number];

export interface State {
  readonly subject: Subject;
  readonly request: string;
  /** The row that is explained. */
  readonly row: string;
  /** Which j sums and orders are shown; all where empty. */
  readonly jSums: readonly number[];
  readonly orders: readonly number[];
  readonly network: NetworkChoice;
  readonly showsNumbers: boolean;
  readonly scaling: ScalingChoice;
  readonly embed: boolean;
}

export const initial: State = {
  subject: "diagrams",
  request: "V_8",
  row: "",
  jSums: [],
  orders: [],
  network: { activation: "tanh", C_b: 0, C_W: 1, K: 1, width: 64, depth: 10 },
  showsNumbers: false,
  scaling: { alpha: 0.7, gamma: 0.01, T: 60, N: 30, M: 200 },
  embed: false,
};

/** The bounds of every number that an address may have. */
export const bounds = {
  C_b: [0, 10],
  C_W: [0.01, 10],
  K: [0.001, 100],
  width: [4, 4096],
  depth: [2, 60],
  alpha: [0.1, 3],
  gamma: [0, 10],
  N: [2, 400],
  T: [2, 400],
  M: [10, 1000],
} as const;

type Bounded = keyof typeof bounds;

/** A number within its bounds, or what it is otherwise. */
export function within(name: Bounded, text: string | null, otherwise: number): number {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  const [least, most] = bounds[name];
  return Number.isFinite(value) && value >= least && value <= most ? value : otherwise;
}

const whole = ["width", "depth", "N", "T", "M"];
const longest = 400;

const listed = (text: string | null): number[] =>
  [...(text ?? "").matchAll(/\d{1,3}/g)].map(([digits]) => Number(digits)).slice(0, 60);

function numbersFrom<T extends object>(params: URLSearchParams, otherwise: T): T {
  const entries = Object.entries(otherwise).map(([name, value]) => {
    if (!(name in bounds)) return [name, value];
    const found = within(name as Bounded, params.get(name), value as number);
    return [name, whole.includes(name) ? Math.round(found) : found];
  });
  return Object.fromEntries(entries) as T;
}

/** The state that an address has. */
export function stateOf(search: string): State {
  const params = new URLSearchParams(search.slice(0, 4000));
  const subject = subjects.find((name) => name === params.get("subject")) ?? initial.subject;
  const activation = (params.get("activation") ?? initial.network.activation).slice(0, 100);
  return {
    subject,
    request: (params.get("q") ?? initial.request).slice(0, longest),
    row: (params.get("row") ?? "").slice(0, longest),
    jSums: listed(params.get("j")),
    orders: listed(params.get("order")),
    network: { ...numbersFrom(params, initial.network), activation },
    showsNumbers: params.has("numbers"),
    scaling: numbersFrom(params, initial.scaling),
    embed: params.has("embed"),
  };
}

/** The address of a state: what is as it always is stands not in it. */
export function addressOf(state: State): string {
  const params = new URLSearchParams();
  if (state.subject !== initial.subject) params.set("subject", state.subject);
  if (state.subject === "diagrams") params.set("q", state.request);
  if (state.row !== "") params.set("row", state.row);
  if (state.jSums.length > 0) params.set("j", state.jSums.join("."));
  if (state.orders.length > 0) params.set("order", state.orders.join("."));
  for (const group of ["network", "scaling"] as const)
    for (const [name, value] of Object.entries(state[group]))
      if (value !== Object.entries(initial[group]).find(([other]) => other === name)?.[1])
        params.set(name, String(value));
  if (state.showsNumbers) params.set("numbers", "");
  if (state.embed) params.set("embed", "");
  const text = params.toString();
  return text === "" ? "?" : `?${text}`;
}

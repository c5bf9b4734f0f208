import type { NetworkChoice, ScalingChoice } from "./messages.js";

/* The state of the page is its address: whoever opens it sees the same. What is not understood in it is left out. */

export const subjects = ["diagrams", "scaling", "action"] as const;
export type Subject = (typeof subjects)[number];

export interface State {
  readonly subject: Subject;
  readonly request: string;
  /** The rows that are explained. */
  readonly rows: readonly string[];
  /** Which j sums and orders are shown; all where empty. */
  readonly jSums: readonly number[];
  readonly orders: readonly number[];
  readonly network: NetworkChoice;
  readonly showsNumbers: boolean;
  readonly scaling: ScalingChoice;
  /** The order of the diagrams beside their duals. */
  readonly duals: number;
  /** How many neurons of a layer the action is of; 0 for all. */
  readonly neurons: number;
  /** How many attachments the loops have that cancel. */
  readonly attachments: number;
  readonly embed: boolean;
}

export const initial: State = {
  subject: "diagrams",
  request: "V_8",
  rows: [],
  jSums: [],
  orders: [],
  network: { activation: "tanh", C_b: 0, C_W: 1, K: 1, width: 64, depth: 10 },
  showsNumbers: false,
  scaling: { alpha: 0.7, gamma: 0.01, T: 60, N: 30, M: 200 },
  duals: 1,
  neurons: 0,
  attachments: 3,
  embed: false,
};

/** The bounds of every number that an address may have. */
export const bounds = {
  C_b: [0, 1000],
  C_W: [0.001, 1000],
  K: [1e-6, 1e6],
  width: [4, 4096],
  depth: [2, 60],
  alpha: [0.1, 3],
  gamma: [0, 10],
  N: [2, 400],
  T: [2, 400],
  M: [10, 1000],
  duals: [1, 3],
  neurons: [0, 8],
  attachments: [1, 5],
} as const;

type Bounded = keyof typeof bounds;

const whole: readonly Bounded[] = ["width", "depth", "N", "T", "M", "duals", "neurons", "attachments"];

/** Whether a quantity is a whole number. */
export const isWhole = (name: Bounded): boolean => whole.includes(name);

/** The number that a text says, where it is within its bounds. */
export function within(name: Bounded, text: string | null): number | undefined {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  const [least, most] = bounds[name];
  const isOne = isWhole(name) ? Number.isInteger(value) : Number.isFinite(value);
  return isOne && value >= least && value <= most ? value : undefined;
}

const longest = 400;
/** How many rows an address may open. */
const mostRows = 200;

const listed = (text: string | null): number[] =>
  [...(text ?? "").matchAll(/\d{1,3}/g)].map(([digits]) => Number(digits)).slice(0, 60);

function numbersFrom<T extends object>(params: URLSearchParams, otherwise: T): T {
  const entries = Object.entries(otherwise).map(([name, value]) => {
    if (!(name in bounds)) return [name, value];
    return [name, within(name as Bounded, params.get(name)) ?? value];
  });
  return Object.fromEntries(entries) as T;
}

/** The state that an address has. */
export function stateOf(search: string): State {
  const params = new URLSearchParams(search.slice(0, 20_000));
  const subject = subjects.find((name) => name === params.get("subject")) ?? initial.subject;
  const activation = (params.get("activation") ?? initial.network.activation).slice(0, 100);
  return {
    subject,
    request: (params.get("q") ?? initial.request).slice(0, longest),
    rows: params
      .getAll("row")
      .slice(0, mostRows)
      .map((id) => id.slice(0, longest))
      .filter((id) => id !== ""),
    jSums: listed(params.get("j")),
    orders: listed(params.get("order")),
    network: { ...numbersFrom(params, initial.network), activation },
    showsNumbers: params.has("numbers"),
    scaling: numbersFrom(params, initial.scaling),
    duals: within("duals", params.get("duals")) ?? initial.duals,
    neurons: within("neurons", params.get("neurons")) ?? initial.neurons,
    attachments: within("attachments", params.get("attachments")) ?? initial.attachments,
    embed: params.has("embed"),
  };
}

/** The address of a state: what is as it always is stands not in it. */
export function addressOf(state: State): string {
  const params = new URLSearchParams();
  if (state.subject !== initial.subject) params.set("subject", state.subject);
  // Other subjects keep it for the way back.
  if (state.subject === "diagrams" || state.request !== initial.request) params.set("q", state.request);
  for (const id of state.rows.slice(0, mostRows)) params.append("row", id);
  if (state.jSums.length > 0) params.set("j", state.jSums.join("."));
  if (state.orders.length > 0) params.set("order", state.orders.join("."));
  for (const group of ["network", "scaling"] as const)
    for (const [name, value] of Object.entries(state[group]))
      if (value !== Object.entries(initial[group]).find(([other]) => other === name)?.[1])
        params.set(name, String(value));
  for (const name of ["duals", "neurons", "attachments"] as const)
    if (state[name] !== initial[name]) params.set(name, String(state[name]));
  if (state.showsNumbers) params.set("numbers", "");
  if (state.embed) params.set("embed", "");
  const text = params.toString();
  return text === "" ? "?" : `?${text}`;
}

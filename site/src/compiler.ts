import { initial, stateOf } from "./address.js";
import { client } from "./client.js";

/*
 * The worker that is waited for: this module comes before all others, so that it starts while the page is made; but not
 * where the page comes with what is asked for, which is shown first.
 */
const { subject, request } = stateOf(location.search);
export const compiler = client(subject === "diagrams" && request !== initial.request);

/**
 * The modules that the compiler wrote, one export each.
 *
 * Written by npm run generate; do not edit.
 */

export * as K from "./K.js";
export * as K_through_3_loops from "./K_through_3_loops.js";
export * as V_4 from "./V_4.js";
export * as V_4_through_2_loops from "./V_4_through_2_loops.js";
export * as V_6 from "./V_6.js";
export * as V_6_through_1_loop from "./V_6_through_1_loop.js";
export * as V_8 from "./V_8.js";
export * as V_8_through_1_loop from "./V_8_through_1_loop.js";
export * as V_10 from "./V_10.js";
export * as V_12 from "./V_12.js";
export * as step_V_4_through_2_loops from "./step_V_4_through_2_loops.js";
export * as step_V_6_through_1_loop from "./step_V_6_through_1_loop.js";
export * as step_V_8 from "./step_V_8.js";
export * as step_V_8_through_1_loop from "./step_V_8_through_1_loop.js";
export * as step_V_12 from "./step_V_12.js";

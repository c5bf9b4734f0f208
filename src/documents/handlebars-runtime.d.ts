/* The half of Handlebars that fills templates which the build has compiled; the package declares no types for it. */
declare module "handlebars/runtime.js" {
  import Handlebars from "handlebars";
  export default Handlebars;
}

import * as Q from "../../algebra/rational.js";
import { type EvaluatorModule, expectedAt, formulaLines, headerOf, type ModuleInput } from "../evaluator-module.js";
import { broken, spelledPart, spellingWith } from "../infix.js";
import { doubleLiteral } from "../names.js";
import { type Part, type Program, programOf } from "../program.js";
import type { Target } from "../target.js";

/* C99: one file, its own header at the top in a comment; nothing but double arithmetic, and no state. */

const keywords = `auto break case char const continue default do double else enum extern float for goto if inline int long register restrict
  return short signed sizeof static struct switch typedef union unsigned void volatile while asm typeof alignas alignof bool constexpr
  false nullptr static_assert thread_local true main`;

/**
 * The functions and objects of C99's library, which no program may define, and the macros that <stddef.h> and <stdio.h>
 * bring.
 */
const library = `abort abs acos acosf acosh acosl asctime asin asinf asinh asinl assert atan atan2 atan2f atan2l atanf atanh atanl atexit atof
  atoi atol atoll bsearch btowc cabs cacos cacosh calloc carg casin casinh catan catanh cbrt cbrtf cbrtl ccos ccosh ceil ceilf ceill
  cexp cimag clearerr clock clog conj copysign cos cosf cosh cosl cpow cproj creal csin csinh csqrt ctan ctanh ctime difftime div erf
  erfc erff erfl errno exit exp exp2 expf expl expm1 fabs fabsf fabsl fclose fdim feof ferror fflush fgetc fgetpos fgets fgetwc fgetws
  floor floorf floorl fma fmax fmin fmod fmodf fmodl fopen fpclassify fprintf fputc fputs fputwc fputws fread free freopen frexp fscanf
  fseek fsetpos ftell fwide fwprintf fwrite fwscanf getc getchar getenv gets getwc getwchar gmtime hypot ilogb imaxabs imaxdiv isalnum
  isalpha isblank iscntrl isdigit isfinite isgraph isinf islower isnan isnormal isprint ispunct isspace isupper isxdigit labs ldexp
  ldiv lgamma llabs lldiv llrint llround localeconv localtime log log10 log1p log2 logb logf logl longjmp lrint lround malloc mblen
  mbrlen mbrtowc mbsinit mbsrtowcs mbstowcs mbtowc memchr memcmp memcpy memmove memset mktime modf nan nearbyint nextafter nexttoward
  perror pow powf powl printf putc putchar puts putwc putwchar qsort raise rand realloc remove remainder remquo rename rewind rint
  round scalbln scalbn scanf setbuf setjmp setlocale setvbuf signal signbit sin sinf sinh sinl snprintf sprintf sqrt sqrtf sqrtl srand
  sscanf strcat strchr strcmp strcoll strcpy strcspn strerror strftime strlen strncat strncmp strncpy strpbrk strrchr strspn strstr
  strtod strtof strtoimax strtok strtol strtold strtoll strtoul strtoull strtoumax strxfrm swprintf swscanf system tan tanf tanh tanl
  tgamma time tmpfile tmpnam towctrans towlower towupper trunc ungetc ungetwc va_arg va_copy va_end va_start vfprintf vfscanf vfwprintf
  vprintf vscanf vsnprintf vsprintf vsscanf vswprintf vwprintf wcrtomb wctob wctomb wctrans wctype wmemchr wmemcmp wmemcpy wmemmove
  wmemset wprintf wscanf read write open close index environ
  NULL EOF BUFSIZ FILENAME_MAX FOPEN_MAX L_tmpnam SEEK_CUR SEEK_END SEEK_SET TMP_MAX FILE fpos_t size_t ptrdiff_t wchar_t max_align_t
  offsetof stdin stdout stderr ONEOVERN_SELF_TEST`;

const words = new Set(`${keywords} ${library}`.split(/\s+/));

export const target: Target = {
  name: "c",
  extension: "c",
  reserved: (name) => words.has(name),
  noCode: /\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"/g,
  identifier: /^[A-Za-z]\w*$/,
  spelt: (name) => name,
  write: cModule,
};

const comment = (lines: readonly string[]): string[] => [
  "/*",
  ...lines.map((line) => ` * ${line.replaceAll("*/", "* /").replaceAll("/*", "/ *")}`.trimEnd()),
  " */",
];

function cModule(module: EvaluatorModule): string {
  const { name, leftSide, kind, inputs, outputs, formulas, value, gradient } = module;
  const [n, m] = [outputs.length, inputs.length];
  const isSum = kind === "sum";
  const prototypes = [
    `extern const char *const ${name}_symbols[${m}];`,
    ...(isSum
      ? [
          `double ${name}(const double *values);`,
          `void ${name}_many(size_t count, const double *points, double *results);`,
        ]
      : [
          `extern const char *const ${name}_results[${n}];`,
          `void ${name}(const double *values, double *results);`,
          `void ${name}_many(size_t count, const double *points, double *results);`,
        ]),
    ...(gradient === null
      ? []
      : isSum
        ? [`double ${name}_gradient(const double *values, double *gradient);`]
        : [`void ${name}_jacobian(const double *values, double *jacobian);`]),
  ];
  const call = (values: string, results: string): string =>
    isSum ? `${results} = ${name}(${values});` : `${name}(${values}, &${results});`;
  const lines = [
    ...comment([
      ...headerOf(module),
      "",
      "For a header file, with <stddef.h>:",
      "",
      ...prototypes.map((line) => `    ${line}`),
    ]),
    "",
    "#include <stddef.h>",
    "",
    ...prototypes,
    "",
    ...comment([
      `${name}_symbols: the names of the inputs, in the order of values.`,
      "",
      ...inputs.map(
        ({ name: symbol, meaning }, i) =>
          `    values[${i}]  ${meaning.startsWith(symbol) ? meaning : `${symbol}: ${meaning}`}`,
      ),
    ]),
    ...stringList(`${name}_symbols`, inputs),
    ...(isSum ? [] : ["", ...stringList(`${name}_results`, outputs)]),
    "",
    ...programFunctions(`${name}_value`, programOf(value.graph), inputs, isSum),
    "",
    ...comment(formulas.flatMap((formula, i) => [...(i > 0 ? [""] : []), ...formulaLines(formula)])),
    ...(isSum
      ? [`double ${name}(const double *values) {`, `    return ${name}_value(values);`, "}"]
      : [`void ${name}(const double *values, double *results) {`, `    ${name}_value(values, results);`, "}"]),
    "",
    ...comment([
      `${leftSide} at count points: points holds ${m} values a point, results ${n === 1 ? "one" : n} a point.`,
    ]),
    `void ${name}_many(size_t count, const double *points, double *results) {`,
    "    for (size_t i = 0; i < count; i++) {",
    `        ${call(`points + ${m} * i`, n === 1 ? "results[i]" : `results[${n} * i]`)}`,
    "    }",
    "}",
    ...(gradient === null ? [] : gradientFunctions(module)),
    "",
    ...selfTest(module),
    "",
  ];
  return lines.join("\n");
}

const stringList = (name: string, items: readonly ModuleInput[]): string[] => [
  `const char *const ${name}[${items.length}] = {`,
  ...items.map((item) => `    ${JSON.stringify(item.name)},`),
  "};",
];

function gradientFunctions({ name, kind, inputs, outputs, gradient }: EvaluatorModule): string[] {
  if (gradient === null) return [];
  const [n, m] = [outputs.length, inputs.length];
  const copy = (to: string): string[] => [
    `    for (int i = 0; i < ${n * m}; i++) {`,
    `        ${to}[i] = all[${n} + i];`,
    "    }",
  ];
  return [
    "",
    ...programFunctions(`${name}_derivatives`, programOf(gradient.graph), inputs, false),
    "",
    ...(kind === "sum"
      ? [
          ...comment([`The value, and its derivatives by ${name}_symbols, in their order, in gradient.`]),
          `double ${name}_gradient(const double *values, double *gradient) {`,
          `    double all[${n * (m + 1)}];`,
          `    ${name}_derivatives(values, all);`,
          ...copy("gradient"),
          "    return all[0];",
          "}",
        ]
      : [
          ...comment([`jacobian[${m} * i + j] is the derivative of result i by symbol j.`]),
          `void ${name}_jacobian(const double *values, double *jacobian) {`,
          `    double all[${n * (m + 1)}];`,
          `    ${name}_derivatives(values, all);`,
          ...copy("jacobian"),
          "}",
        ]),
  ];
}

/** The operations as static functions; what a part hands to later ones goes through an array of the caller's. */
function programFunctions(name: string, program: Program, inputs: readonly ModuleInput[], returns: boolean): string[] {
  const { parts, kept } = program;
  const isDivided = parts.length > 1;
  const parameters = ["const double *x", ...(returns ? [] : ["double *into"])];
  const part = (i: number, called: string): string[] => {
    const result = returns && i === parts.length - 1 ? "double" : "void";
    return [
      `static ${result} ${called}(${[...parameters, ...(isDivided ? ["double *kept"] : [])].join(", ")}) {`,
      ...partLines(parts[i] as Part, program, inputs, returns),
      "}",
    ];
  };
  if (!isDivided) return part(0, name);
  const given = ["x", ...(returns ? [] : ["into"]), "kept"].join(", ");
  return [
    ...parts.flatMap((_, i) => [...part(i, `${name}${i + 1}`), ""]),
    `static ${returns ? "double" : "void"} ${name}(${parameters.join(", ")}) {`,
    `    double kept[${Math.max(1, kept.length)}];`,
    ...parts.map((_, i) => `    ${returns && i === parts.length - 1 ? "return " : ""}${name}${i + 1}(${given});`),
    "}",
  ];
}

function partLines(part: Part, program: Program, inputs: readonly ModuleInput[], returns: boolean): string[] {
  const spelling = spellingWith(
    inputs.map(({ variable }) => variable),
    (value) => doubleLiteral(value, ".0"),
    (of) => `1.0 / ${of}`,
  );
  const { kept } = program;
  const usesInto = part.statements.some(({ to }) => to === "output");
  const usesKept =
    part.loads.length > 0 || part.statements.some(({ to, index }) => to === "local" && kept.includes(index));
  const { reads, statements } = spelledPart(part, program, spelling, {
    constant: (name, text) => `    const double ${name} = ${text};`,
    input: (i) => `x[${i}]`,
    kept: (slot) => `kept[${slot}]`,
    keep: (slot, name) => `    kept[${slot}] = ${name};`,
    output: (output, text) => (returns ? `    return ${text};` : `    into[${output}] = ${text};`),
    lines: (text) => broken(text, 100, "        "),
  });
  return [
    ...reads,
    ...(part.inputs.length === 0 ? ["    (void)x;"] : []),
    ...(!returns && !usesInto ? ["    (void)into;"] : []),
    ...(kept.length > 0 && !usesKept ? ["    (void)kept;"] : []),
    ...statements,
  ];
}

/** A program around the functions that compares them with exact values. */
function selfTest(module: EvaluatorModule): string[] {
  const { name, kind, inputs, outputs, gradient, samples } = module;
  const [n, m] = [outputs.length, inputs.length];
  const all = gradient === null ? n : n * (m + 1);
  const numbers = (values: readonly Q.Rational[]): string =>
    broken(values.map((v) => doubleOf(v)).join(", "), 1000, "");
  return [
    `#ifdef ONEOVERN_SELF_TEST /* cc -std=c99 -DONEOVERN_SELF_TEST ${name}.c -o test && ./test */`,
    "#include <stdio.h>",
    "",
    "int main(void) {",
    `    static const double inputs[${samples.length}][${m}] = {`,
    ...samples.map((sample) => `        {${numbers(sample.inputs)}},`),
    "    };",
    "    /* The exact values, each followed by the sum of the sizes of its terms, which rounding is measured by. */",
    `    static const double expected[${samples.length}][${2 * all}] = {`,
    ...samples.map(
      (sample) =>
        `        {${numbers(expectedAt(module, sample).flatMap(({ value, magnitude }) => [value, magnitude]))}},`,
    ),
    "    };",
    "    double worst = 0.0;",
    "    int failures = 0;",
    `    for (int point = 0; point < ${samples.length}; point++) {`,
    `        double found[${all}];`,
    gradient !== null
      ? `        ${name}_derivatives(inputs[point], found);`
      : kind === "sum"
        ? `        found[0] = ${name}(inputs[point]);`
        : `        ${name}(inputs[point], found);`,
    `        for (int i = 0; i < ${all}; i++) {`,
    "            const double size = expected[point][2 * i + 1];",
    "            const double difference = found[i] - expected[point][2 * i];",
    "            const double error = (difference < 0.0 ? -difference : difference) / (size > 0.0 ? size : 1.0);",
    "            worst = error > worst ? error : worst;",
    "            failures += !(error < 1e-13);",
    "        }",
    "    }",
    `    printf("%s: ${samples.length} points, largest relative error %.1e\\n", failures == 0 ? "passed" : "FAILED", worst);`,
    "    return failures == 0 ? 0 : 1;",
    "}",
    "#endif",
  ];
}

const doubleOf = (value: Q.Rational): string => {
  const text = String(Q.toNumber(value));
  return /[.e]/.test(text) ? text : `${text}.0`;
};

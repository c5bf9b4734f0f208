/** The words of Python, which no function or variable may be called. */
export const pythonWords: readonly string[] =
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda match nonlocal not or pass raise return try while with yield type case`.split(/\s+/);

#!/usr/bin/env bash
# Installs what the tests run beside Node, from Debian's packages, when it is absent and this user may: pdflatex for the
# LaTeX output, poppler for looking at its pages, nauty as a second opinion on graphs, and what generated code is for: Python
# with NumPy and SymPy, FORM, a C compiler. Says what is missing when it may not.
set -eu
missing=()
command -v pdflatex >/dev/null 2>&1 || missing+=(texlive-latex-base)
command -v pdftotext >/dev/null 2>&1 || missing+=(poppler-utils)
for file in booktabs.sty:texlive-latex-recommended tikz.sty:texlive-pictures; do
  kpsewhich "${file%%:*}" >/dev/null 2>&1 || missing+=("${file##*:}")
done
command -v nauty-genbg >/dev/null 2>&1 || missing+=(nauty)
command -v script >/dev/null 2>&1 || missing+=(bsdutils)
command -v form >/dev/null 2>&1 || missing+=(form)
command -v gcc >/dev/null 2>&1 || missing+=(gcc libc6-dev)
# Debian's own Python, which its packages belong to, whatever other Pythons come first in the path.
/usr/bin/python3 -c "import numpy" >/dev/null 2>&1 || missing+=(python3 python3-numpy)
/usr/bin/python3 -c "import sympy" >/dev/null 2>&1 || missing+=(python3 python3-sympy)
[ ${#missing[@]} -eq 0 ] && exit 0
echo "installing ${missing[*]}" >&2
sudo=
[ "$(id -u)" -eq 0 ] || sudo="sudo -n"
if ! command -v apt-get >/dev/null 2>&1 || ! { [ -z "$sudo" ] || $sudo true 2>/dev/null; }; then
  echo "the tests need these Debian packages, and this user cannot install them: ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq >&2
$sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2

#!/usr/bin/env bash
# Installs what the tests run beside Node, from Debian's packages, when it is absent and this user may. Says what it installs and what for; asks
# nothing. Where another installation is under way it waits for that one. Says what is missing when it may not install.
set -eu
missing=()
reasons=()
# need REASON PACKAGE...: what the packages are for.
need() {
  reasons+=("$1: ${*:2}")
  missing+=("${@:2}")
}
command -v pdflatex >/dev/null 2>&1 || need "pdflatex, which compiles the LaTeX output" texlive-latex-base
for file in booktabs.sty:texlive-latex-recommended tikz.sty:texlive-pictures; do
  kpsewhich "${file%%:*}" >/dev/null 2>&1 || need "${file%%:*}, which that output loads" "${file##*:}"
done
command -v pdftotext >/dev/null 2>&1 || need "pdftotext, which reads its pages" poppler-utils
command -v nauty-genbg >/dev/null 2>&1 || need "nauty, a second opinion on graphs" nauty
command -v form >/dev/null 2>&1 || need "FORM, which runs generated code" form
command -v gcc >/dev/null 2>&1 || need "a C compiler, which does so too" gcc libc6-dev
# Debian's own Python, which its packages belong to, whatever other Pythons come first in the path.
/usr/bin/python3 -c "import numpy" >/dev/null 2>&1 || need "Python with NumPy, likewise" python3 python3-numpy
/usr/bin/python3 -c "import sympy" >/dev/null 2>&1 || need "SymPy, likewise" python3 python3-sympy
[ -x /usr/sbin/slurmctld ] && [ -x /usr/sbin/slurmd ] && command -v sbatch >/dev/null 2>&1 || need "Slurm, which runs shards" slurm-wlm
command -v parallel >/dev/null 2>&1 || need "GNU parallel, which does so too" parallel
command -v script >/dev/null 2>&1 || need "script, a terminal for a command" bsdutils
command -v latexmlc >/dev/null 2>&1 || need "LaTeXML, which makes HTML of LaTeX" latexml
command -v rsvg-convert >/dev/null 2>&1 || need "rsvg-convert, which draws SVG" librsvg2-bin
command -v chromium >/dev/null 2>&1 || need "a browser, for the page" chromium
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=
[ "$(id -u)" -eq 0 ] || sudo="sudo -n"
if ! command -v apt-get >/dev/null 2>&1 || ! { [ -z "$sudo" ] || $sudo true 2>/dev/null; }; then
  echo "the tests need these Debian packages, and this user cannot install them:" >&2
  printf '  %s\n' "${reasons[@]}" >&2
  exit 1
fi
echo "installing Debian packages that the tests use:" >&2
printf '  %s\n' "${reasons[@]}" >&2
export DEBIAN_FRONTEND=noninteractive
# Ten minutes for whoever holds a lock. apt waits for dpkg's by itself, without a word where there is no terminal, but not for that of its lists.
wait=(-o DPkg::Lock::Timeout=600)
held() {
  # The locks are of a kind that a shell cannot try: whoever has the file open is looked for instead.
  local lock
  for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock; do
    [ -e "$lock" ] && $sudo find /proc/[0-9]*/fd -lname "$lock" 2>/dev/null | grep -q . && return 0
  done
  return 1
}
if held; then
  echo "another installation is under way: waiting for it, ten minutes at most" >&2
  for _ in $(seq 600); do
    held || break
    sleep 1
  done
fi
$sudo apt-get update "${wait[@]}" -qq >&2
$sudo apt-get install "${wait[@]}" -y -qq --no-install-recommends "${missing[@]}" >&2

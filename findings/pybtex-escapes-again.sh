#!/usr/bin/env bash
# pybtex 0.26.1: a BibTeX file that is read and written has other text in it, and again other text the next time.
#
# One would guess: fields come out as they went in; pybtex reads them as they stand, without decoding LaTeX.
# What happens: on writing they are taken for plain text and escaped. \& becomes \\&, to LaTeX a line break and a stray &; x_1 in a
# formula becomes x\_1, and ~, a space that does not break, a tilde that is printed. YAML keeps all. (Issue 24 of pybtex at Codeberg
# is about such backslashes; bibtex-dblp takes them out by hand.)
#
# Seen on 2026-12-01, Python 3.11, pybtex 0.26.1, latexcodec 3.0.1:
#   before: Baker \& Sons | no.~7 | $x_1$
#   written once: Baker \\& Sons | no.\textasciitilde 7 | $x\_1$
#   written twice: Baker \\\& Sons | no.\textasciitilde 7 | $x\\_1$
#   by way of YAML: Baker \& Sons | no.~7 | $x_1$
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q pybtex==0.26.1 latexcodec==3.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
from pybtex.database import parse_string
before = parse_string(r"@book{rye, publisher = {Baker \& Sons}, number = {no.~7}, title = {$x_1$}}", "bibtex")
def told(name, library):
    print(f"{name}:", " | ".join(library.entries["rye"].fields[field] for field in ("publisher", "number", "title")))
told("before", before)
once = parse_string(before.to_string("bibtex"), "bibtex")
told("written once", once)
told("written twice", parse_string(once.to_string("bibtex"), "bibtex"))
told("by way of YAML", parse_string(before.to_string("yaml"), "yaml"))
PY
diff seen - <<'END'
before: Baker \& Sons | no.~7 | $x_1$
written once: Baker \\& Sons | no.\textasciitilde 7 | $x\_1$
written twice: Baker \\\& Sons | no.\textasciitilde 7 | $x\\_1$
by way of YAML: Baker \& Sons | no.~7 | $x_1$
END

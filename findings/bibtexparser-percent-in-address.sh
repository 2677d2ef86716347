#!/usr/bin/env bash
# bibtexparser 2.1.0: LatexDecodingMiddleware cuts an address off at its first percent sign.
#
# One would guess: {\"O}l becomes Öl, and `url` and `doi` stay as they are. Within a field of BibTeX % begins no comment, and
# BibLaTeX takes both fields as they stand (2.2.1 of its manual: data types verbatim and uri).
# What happens: every field is read as LaTeX, where % hides the rest of the line; that is gone without a warning, and from the file
# that is written afterwards. A decoder that keeps comments keeps addresses: LatexNodes2Text(keep_comments=True).
#
# Seen on 2026-11-30, Python 3.11, bibtexparser 2.1.0:
#   as read: url http://bread.example/rye%20bread?page=2, doi 10.1234/rye%2Fbread
#   decoded: url http://bread.example/rye, doi 10.1234/rye
#   written again: url = {http://bread.example/rye},
#   decoded, comments kept: url http://bread.example/rye%20bread?page=2, doi 10.1234/rye%2Fbread
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q bibtexparser==2.1.0
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text
entry = r"""@misc{rye,
  author = {Baker, Bea},
  title = {{\"O}l and rye},
  url = {http://bread.example/rye%20bread?page=2},
  doi = {10.1234/rye%2Fbread},
}
"""
def told(name, *ways):
    library = bibtexparser.parse_string(entry, append_middleware=ways)
    fields = library.entries[0].fields_dict
    print(f"{name}: url {fields['url'].value}, doi {fields['doi'].value}")
    return bibtexparser.write_string(library)
told("as read")
again = told("decoded", LatexDecodingMiddleware())
print("written again:", next(line.strip() for line in again.splitlines() if "url" in line))
told("decoded, comments kept", LatexDecodingMiddleware(decoder=LatexNodes2Text(keep_comments=True)))
PY
diff seen - <<'END'
as read: url http://bread.example/rye%20bread?page=2, doi 10.1234/rye%2Fbread
decoded: url http://bread.example/rye, doi 10.1234/rye
written again: url = {http://bread.example/rye},
decoded, comments kept: url http://bread.example/rye%20bread?page=2, doi 10.1234/rye%2Fbread
END

#!/usr/bin/env bash
# citeproc-py 0.11.1: a work that is dated from one day to another of the same year is cited without the year.
#
# One would guess: "(Baker, 2026)", as for a single day. `date-parts` has one date or two (schema of CSL-JSON), and of a range the
# parts that differ are joined by a dash (CSL 1.0.2, Date Ranges); a style that shows years alone has one to show.
# What happens: where the dates agree in all that the style shows, it shows nothing, neither in the citation nor in the
# bibliography, without a warning. A range over two years is right. Bites proceedings dated by the days of their conference.
#
# Seen on 2026-11-30, Python 3.11, citeproc-py 0.11.1, its own style harvard-cite-them-right:
#   27 October 2026: (Baker, 2026) | Baker, B. (2026) “On bread”.
#   27 to 30 October 2026: (Baker) | Baker, B. “On bread”.
#   30 December 2025 to 2 January 2026: (Baker, 2025–2026) | Baker, B. (2025–2026) “On bread”.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q citeproc-py==0.11.1
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import warnings
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
warnings.simplefilter("ignore")
style = CitationStylesStyle("harvard-cite-them-right", validate=False)
for name, dates in (("27 October 2026", [[2026, 10, 27]]),
                    ("27 to 30 October 2026", [[2026, 10, 27], [2026, 10, 30]]),
                    ("30 December 2025 to 2 January 2026", [[2025, 12, 30], [2026, 1, 2]])):
    work = {"id": "a", "type": "paper-conference", "title": "On bread", "author": [{"family": "Baker", "given": "Bea"}],
            "issued": {"date-parts": dates}}
    bibliography = CitationStylesBibliography(style, CiteProcJSON([work]), formatter.plain)
    citation = Citation([CitationItem("a")])
    bibliography.register(citation)
    print(f"{name}: {bibliography.cite(citation, print)} | {''.join(map(str, bibliography.bibliography()))}")
PY
diff seen - <<'END'
27 October 2026: (Baker, 2026) | Baker, B. (2026) “On bread”.
27 to 30 October 2026: (Baker) | Baker, B. “On bread”.
30 December 2025 to 2 January 2026: (Baker, 2025–2026) | Baker, B. (2025–2026) “On bread”.
END

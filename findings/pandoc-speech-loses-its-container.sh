#!/usr/bin/env bash
# pandoc 3.9: a CSL `speech` written as BibTeX or BibLaTeX loses the book it is printed in.
#
# One would guess: container-title becomes booktitle, as it does for a `paper-conference`.
# What happens: a speech is `@unpublished` with publisher and pages, and the title of the book is left out without a warning.
# A speech that is told in printed proceedings is therefore better a paper-conference for readers behind pandoc.
#
# Seen on 2026-11-30, Python 3.11, pypandoc-binary 1.17:
#   pandoc 3.9
#   speech, bibtex: @unpublished, booktitle lost, publisher kept, pages kept
#   speech, biblatex: @unpublished, booktitle lost, publisher kept, pages kept
#   paper-conference, bibtex: @inproceedings, booktitle kept, publisher kept, pages kept
#   paper-conference, biblatex: @inproceedings, booktitle kept, publisher kept, pages kept
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q pypandoc-binary==1.17
cd "$work"
"$work/venv/bin/python" - <<'PY' 2>&1 | tee seen
import json, subprocess, pypandoc
pandoc = pypandoc.get_pandoc_path()
print(subprocess.run([pandoc, "--version"], capture_output=True, text=True).stdout.splitlines()[0])
for kind in ("speech", "paper-conference"):
    entry = {"id": "a", "type": kind, "title": "On bread", "author": [{"family": "Baker", "given": "Bea"}], "issued": {"date-parts": [[2026]]},
             "container-title": "Ten talks of millers", "publisher": "Mill Press", "page": "3-5", "event-title": "Fair of flour"}
    for form in ("bibtex", "biblatex"):
        told = subprocess.run([pandoc, "-f", "csljson", "-t", form, "--verbose"], input=json.dumps([entry]), capture_output=True, text=True)
        if told.stderr:
            print("warned:", told.stderr)
        text = told.stdout.lower()
        lost = [f"{name} {'kept' if value in text else 'lost'}" for name, value in
                (("booktitle", "millers"), ("publisher", "mill press"), ("pages", "3-"))]
        print(f"{kind}, {form}: {text.split('{')[0]}, {', '.join(lost)}")
PY
diff seen - <<'END'
pandoc 3.9
speech, bibtex: @unpublished, booktitle lost, publisher kept, pages kept
speech, biblatex: @unpublished, booktitle lost, publisher kept, pages kept
paper-conference, bibtex: @inproceedings, booktitle kept, publisher kept, pages kept
paper-conference, biblatex: @inproceedings, booktitle kept, publisher kept, pages kept
END

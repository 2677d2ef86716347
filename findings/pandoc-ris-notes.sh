#!/usr/bin/env bash
# pandoc 3.9: reading RIS, the notes (N1) are left out without a warning; the abstract beside them (AB) is kept.
#
# One would guess: N1 becomes CSL's `note`, which pandoc knows and writes as BibTeX's `note`.
# What happens: nothing of it is in the result, whatever its text. What has to survive (rights, where a thing stands) goes
# elsewhere.
#
# Seen on 2026-11-30, Python 3.11, pypandoc-binary 1.17:
#   pandoc 3.9
#   abstract: About flour.
#   note: None
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
ris = "TY  - CPAPER\nAU  - Baker, Bea\nTI  - On bread\nPY  - 2026\nAB  - About flour.\nN1  - Stands in the third chapter\nER  - \n"
told = subprocess.run([pandoc, "-f", "ris", "-t", "csljson", "--verbose"], input=ris, capture_output=True, text=True)
if told.stderr:
    print("warned:", told.stderr)
[entry] = json.loads(told.stdout)
print("abstract:", entry["abstract"])
print("note:", entry.get("note"))
PY
diff seen - <<'END'
pandoc 3.9
abstract: About flour.
note: None
END

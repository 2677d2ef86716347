#!/usr/bin/env bash
# CITATION.cff 1.2.0, by cffconvert 2.0.0: an identifier of SPDX is no valid licence if it is younger than the format.
#
# One would guess: `license` takes any identifier of the SPDX list, as the format's guide says; CC-BY-SA-3.0-IGO, the licence of many
# reports of the United Nations, is one.
# What happens: the list is written into the schema as it was in 2021. CC-BY-SA-3.0 is in it; with IGO behind it is not, and the
# whole file is invalid. `license-url` takes its address.
#
# Seen on 2026-11-30, Python 3.11, cffconvert 2.0.0, license-expression 30.4.4:
#   an identifier of SPDX: CC-BY-SA-3.0-IGO
#   license CC-BY-SA-3.0: valid
#   license CC-BY-SA-3.0-IGO: invalid
#   license-url: valid
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q cffconvert==2.0.0 license-expression==30.4.4 'setuptools<81'
cd "$work"
"$work/venv/bin/python" - <<'PY' 2>/dev/null | tee seen
import subprocess, sys
from license_expression import get_spdx_licensing
known = get_spdx_licensing().known_symbols
print("an identifier of SPDX:", next(name for name in known if name == "CC-BY-SA-3.0-IGO"))
def judged(line):
    with open("CITATION.cff", "w") as file:
        file.write(f"cff-version: 1.2.0\nmessage: Cite it.\ntitle: On bread\ntype: dataset\nauthors:\n  - name: Bakers\n{line}\n")
    done = subprocess.run([sys.executable.replace("python", "cffconvert"), "--validate"], capture_output=True)
    return "invalid" if done.returncode else "valid"
for name in ("CC-BY-SA-3.0", "CC-BY-SA-3.0-IGO"):
    print(f"license {name}:", judged(f"license: {name}"))
print("license-url:", judged('license-url: "http://creativecommons.org/licenses/by-sa/3.0/igo/"'))
PY
diff seen - <<'END'
an identifier of SPDX: CC-BY-SA-3.0-IGO
license CC-BY-SA-3.0: valid
license CC-BY-SA-3.0-IGO: invalid
license-url: valid
END

#!/usr/bin/env bash
# typst 0.15.2: pages that are a list in BibTeX are printed without their commas, "3, 5" as 35.
#
# One would guess: "pp. 7, 41, 73–97". `pages` holds one or more numbers or ranges; 7,41,73--97 is the example of BibTeX's own manual
# (BibTeXing, 3.2), and to BibLaTeX a range field is one or more ranges (2.2.1 of its manual).
# What happens: the parts are joined by nothing, in every style tried (ieee, mla, apa, chicago-author-date, nature), so that other
# pages are cited, without a warning. The same list in typst's own YAML is right. (Issue 2228 of typst, of 2023 and closed,
# is about such a list, too.)
#
# Seen on 2026-12-01, Python 3.11, typst 0.15.2:
#   refs.bib: On bread, Flour, pp. 74173–97, 2026. On rye, Flour, pp. 35, 2026. On oats, Flour, pp. 3–5, 2026.
#   refs.yml: On bread, Flour, pp. 7, 41, 73–97, 2026. On rye, Flour, pp. 3, 5, 2026. On oats, Flour, pp. 3–5, 2026.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q typst==0.15.2
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import html, re, typst
works = [("On bread", "7,41,73--97"), ("On rye", "3, 5"), ("On oats", "3--5")]
with open("refs.bib", "w") as file:
    for number, (title, pages) in enumerate(works):
        file.write(f"@article{{a{number}, title = {{{title}}}, journaltitle = {{Flour}}, date = {{2026}}, pages = {{{pages}}}}}\n")
with open("refs.yml", "w") as file:
    for number, (title, pages) in enumerate(works):
        pages = pages.replace("--", "-")
        file.write(f"a{number}: {{type: article, title: {title}, date: 2026, page-range: '{pages}', parent: {{type: periodical, title: Flour}}}}\n")
for name in ("refs.bib", "refs.yml"):
    with open("page.typ", "w") as file:
        file.write(f'#bibliography("{name}", style: "ieee", full: true)\n')
    page = typst.compile("page.typ", format="html").decode()
    told = [html.unescape(re.sub("<[^>]*>", "", one)).split("] ")[-1] for one in re.findall("<li>(.*?)</li>", page)]
    print(f"{name}:", " ".join(re.sub("[“”]", "", one) for one in told))
PY
diff seen - <<'END'
refs.bib: On bread, Flour, pp. 74173–97, 2026. On rye, Flour, pp. 35, 2026. On oats, Flour, pp. 3–5, 2026.
refs.yml: On bread, Flour, pp. 7, 41, 73–97, 2026. On rye, Flour, pp. 3, 5, 2026. On oats, Flour, pp. 3–5, 2026.
END

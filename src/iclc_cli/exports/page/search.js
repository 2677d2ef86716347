// The search of the page: the ranking of `iclc search`, over the data that `searching.py` writes.
//
// Functions stand in the order of the modules they follow (text, spelling, words, thesaurus, snippets, asking, search) and
// have their names, so that both can be read side by side. Words that come from the data or a reader are only ever keys of a
// Map. Places in texts are counted as JavaScript counts them, for `slice`.

const PART = "\x01"; // the end of a piece of a cell
const WHOLE = "\x02"; // the end of a cell
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // as Python has it

/* What a Map holds under a key, made where it holds nothing. */
const setDefault = (map, key, make) => {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
};

// --- text

const makeFolding = ({ letters, apostrophes }) => {
  const plainLetters = new Map(letters);
  const folded = new Map(); // characters beyond ASCII as they are compared, worked out once each
  const ours = new RegExp(`[${PART}${WHOLE}]`, "g");

  const caseless = (text) => text.toUpperCase().toLowerCase();
  // Only marks of a combining class are moved past others by normalizing.
  const isCombining = (mark) =>
    (mark + "\u0334").normalize("NFD").startsWith("\u0334") || !("\u0301" + mark).normalize("NFD").startsWith("\u0301");

  const plain = (character) => {
    if (apostrophes.includes(character)) return "";
    const decomposed = [...caseless(caseless(character).normalize("NFKD"))].filter((mark) => !isCombining(mark));
    return caseless(decomposed.map((letter) => plainLetters.get(letter) ?? letter).join(""));
  };

  const foldedCharacter = (character) => {
    let found = folded.get(character);
    if (found === undefined) {
      const bare = [...plain(character)].filter((letter) => !apostrophes.includes(letter)).join("");
      folded.set(character, (found = bare.replace(/[^\p{L}\p{N}.]+/gu, " ")));
    }
    return found;
  };

  const lettersOf = (text) =>
    text
      .replace(/[^\x00-\x7f]/gu, foldedCharacter)
      .toLowerCase()
      .replace(/['`]/g, "");

  const fold = (text) =>
    lettersOf(text)
      .replace(/[\x00-\x1f!-\-/:-@[-`{-\x7f]/g, " ")
      .split(" ")
      .map((word) => word.replace(/^\.+|\.+$/g, ""))
      .filter(Boolean)
      .join(" ");

  /* All cells as one string with a blank at least before and after each word; blanks as many as there were signs. */
  const foldApart = (cells) => {
    const joined = cells.map((pieces) => pieces.map((piece) => piece.replace(ours, " ")).join(` ${PART} `)).join(` ${WHOLE} `);
    const blanks = (dots) => " ".repeat(dots.length);
    return ` ${lettersOf(joined)} `
      .replace(/[\x00\x03-\x1f!-\-/:-@[-`{-\x7f]/g, " ")
      .replace(/\.+(?= )/g, blanks)
      .replace(/(?<= )\.+/g, blanks);
  };

  /* Where in a text a piece of it stands that begins and ends there once folded. */
  const unfolded = (text) => {
    if (!/[^\x00-\x7f]|['`]/.test(text)) return (start, end) => [start, end];
    const places = [];
    let at = 0;
    for (const character of text) {
      const found = character < "\x80" ? ("'`".includes(character) ? "" : character) : foldedCharacter(character);
      for (let count = 0; count < found.length; count++) places.push([at, at + character.length]);
      at += character.length;
    }
    return (start, end) => [places[start][0], places[end - 1][1]];
  };

  return { fold, foldApart, unfolded };
};

/* The blocks that two words share, as Python's difflib finds them: the longest, then those before and behind it. */
const matchingBlocks = (one, other) => {
  const found = [];
  const queue = [[0, one.length, 0, other.length]];
  while (queue.length) {
    const [oneLow, oneHigh, otherLow, otherHigh] = queue.pop();
    let [at, otherAt, size] = [oneLow, otherLow, 0];
    let before = new Map();
    for (let place = oneLow; place < oneHigh; place++) {
      const here = new Map();
      for (let otherPlace = otherLow; otherPlace < otherHigh; otherPlace++) {
        if (one[place] !== other[otherPlace]) continue;
        const length = (before.get(otherPlace - 1) ?? 0) + 1;
        here.set(otherPlace, length);
        if (length > size) [at, otherAt, size] = [place - length + 1, otherPlace - length + 1, length];
      }
      before = here;
    }
    if (size) {
      found.push([at, otherAt, size]);
      queue.push([oneLow, at, otherLow, otherAt], [at + size, oneHigh, otherAt + size, otherHigh]);
    }
  }
  return found.sort((left, right) => left[0] - right[0]);
};

/* What makes one word of another: where each change begins and ends in both. */
const edits = (one, other) => {
  const found = [];
  let [at, otherAt] = [0, 0];
  for (const [place, otherPlace, size] of [...matchingBlocks(one, other), [one.length, other.length, 0]]) {
    if (at < place || otherAt < otherPlace) found.push([at, place, otherAt, otherPlace]);
    [at, otherAt] = [place + size, otherPlace + size];
  }
  return found;
};

/* How many letters two words share at most, wherever they stand. */
const sharedLetters = (one, other) => {
  const left = new Map();
  for (const letter of other) left.set(letter, (left.get(letter) ?? 0) + 1);
  let shared = 0;
  for (const letter of one) {
    const count = left.get(letter) ?? 0;
    if (count > 0) shared++;
    left.set(letter, count - 1);
  }
  return shared;
};

/* The words that look like one, best first. */
const near = (word, words, most, similar) => {
  const ratio = (shared, one) => (2 * shared) / (one.length + word.length);
  return words
    .filter((one) => ratio(Math.min(one.length, word.length), one) >= similar && ratio(sharedLetters(one, word), one) >= similar)
    .map((one) => [ratio(matchingBlocks(one, word).reduce((sum, block) => sum + block[2], 0), one), one])
    .filter(([alike]) => alike >= similar)
    .sort((left, right) => right[0] - left[0] || (left[1] < right[1] ? 1 : -1))
    .slice(0, most)
    .map(([, one]) => one);
};

// --- spelling

const makeSpelling = (forms) => {
  const endings = new Map(forms.endings);
  const plurals = new Map(forms.plurals);
  const longest = Math.max(...forms.endings.map(([ending]) => ending.length));
  const vowels = new Set(forms.vowels);
  const ends = new Set(forms.ends);
  const roots = new Map();

  const spellings = (word) => {
    const found = new Set([word]);
    for (let length = 1; length <= Math.min(longest, word.length); length++) {
      const other = endings.get(word.slice(-length));
      if (other !== undefined) found.add(word.slice(0, -length) + other);
    }
    if (plurals.has(word)) found.add(plurals.get(word));
    return [...found];
  };

  /* What else says what a word with a prefix says, or most of it. */
  const kin = ([first, ...rest]) => {
    const joined = rest.length ? undefined : forms.before.find((before) => first.startsWith(before) && first.length - before.length > 5);
    if (joined) [first, rest] = [joined, [first.slice(joined.length)]];
    else if (!rest.length || !forms.before.includes(first)) return [];
    const across = forms.across.includes(first) ? forms.across.filter((one) => one !== first) : [];
    return [...across.map((one) => [[one, ...rest].join("")]), ...across.map((one) => [one, ...rest]), rest];
  };

  const shape = (word) => {
    let found = "";
    for (const letter of word) found += "aeiou".includes(letter) || (letter === "y" && found.endsWith("c")) ? "v" : "c";
    return found;
  };
  const measure = (word) => shape(word).split("vc").length - 1;
  const isClosed = (word) => shape(word).endsWith("cvc") && !/[wxy]$/.test(word);

  const replaced = (word, [suffixes, least]) => {
    const found = suffixes.find(([ending]) => word.endsWith(ending));
    if (!found) return word;
    const [ending, other] = found;
    const kept = word.slice(0, -ending.length) + (["sion", "tion"].includes(ending) ? ending[0] : "");
    return measure(kept) > least ? kept + other : word;
  };

  const stripped = (whole) => {
    let word = whole;
    if (word.endsWith("s")) word = /(sses|ies)$/.test(word) ? word.slice(0, -2) : word.endsWith("ss") ? word : word.slice(0, -1);
    if (word.endsWith("eed")) {
      if (measure(word.slice(0, -3))) word = word.slice(0, -1);
    } else if (/(ed|ing)$/.test(word)) {
      let kept = word.replace(/(ed|ing)$/, "");
      if (shape(kept).includes("v")) {
        if (/(at|bl|iz)$/.test(kept)) kept += "e";
        else if (/([^lsz])\1$/.test(kept) && shape(kept).endsWith("c")) kept = kept.slice(0, -1);
        else if (measure(kept) === 1 && isClosed(kept)) kept += "e";
        word = kept;
      }
    }
    if (word.endsWith("y") && shape(word.slice(0, -1)).includes("v")) word = word.slice(0, -1) + "i";
    word = forms.suffixes.reduce(replaced, word);
    if (word.endsWith("e") && !/(ee|ees|eed)$/.test(whole)) {
      const kept = word.slice(0, -1);
      if (measure(kept) > 1 || (measure(kept) === 1 && !isClosed(kept))) word = kept;
    }
    return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
  };

  /* What the forms of an English word share, by Porter's algorithm. */
  const root = (word) => {
    if (!/^[a-z]{3,}$/.test(word)) return word;
    let found = roots.get(word);
    if (found === undefined) roots.set(word, (found = stripped(word)));
    return found;
  };

  const sound = (word) => forms.like.reduce((heard, [written, like]) => heard.replaceAll(written, like), word).replace(/(.)\1+/gu, "$1");
  const areVowels = (letters) => [...letters].every((letter) => vowels.has(letter));
  const isAlike = (one, other) => areVowels(one + other) || forms.sounds.some((sounds) => sounds.includes(one) && sounds.includes(other));

  /* Is one word a slip of the pen for the other? */
  const isSlip = (word, like) => {
    if (sound(word) === sound(like)) return true;
    const changes = edits(word, like);
    const isSwapped = changes.length === 2 && [...word].sort().join("") === [...like].sort().join("");
    if (isSwapped) return word.length > 5 || changes[1][1] < word.length;
    let count = 0;
    for (const [start, end, likeStart, likeEnd] of changes) {
      const [one, other] = [word.slice(start, end), like.slice(likeStart, likeEnd)];
      if (one && other) {
        if (word.length < 6 || end === word.length || one.length !== other.length) return false;
        if (![...one].every((letter, place) => isAlike(letter, other[place]))) return false;
        count += one.length;
      } else if (ends.has(word.slice(end)) && !areVowels(one + other)) return false;
      else if (end === word.length && (one || word.length < 7)) return false;
      else count += one.length + other.length;
    }
    return 0 < count && count <= (word.length < 9 ? 1 : 2);
  };

  return { spellings, kin, root, isSlip };
};

// --- words

/* The first of so many places at which something is so that is so from there on. */
const firstPlace = (length, isSo) => {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const makeWords = (rows, columns, { foldApart }, { root }, unspaced) => {
  const cells = rows.flat();
  const filled = [...cells.keys()].filter((number) => cells[number].length); // the numbers of cells that hold anything
  const text = foldApart(filled.map((number) => cells[number]));
  const starts = [0]; // of each of these, and where all ends
  const standing = new Map(); // every word, with where it begins
  let reached = 0;
  for (const word of text.split(" ")) {
    if (word === WHOLE) starts.push(reached + 1);
    else if (word && word !== PART) {
      const known = standing.get(word);
      if (known) known.push(reached);
      else standing.set(word, [reached]);
    }
    reached += word.length + 1;
  }
  starts.push(text.length + 1);
  const cellAt = (place) => firstPlace(starts.length, (number) => starts[number] > place) - 1;
  const all = [...standing.keys()].sort();

  const isIn = (point) => unspaced.some(([first, last]) => first <= point && point <= last);
  const isUnspaced = (word) => [...word].some((letter) => letter > "\x7f" && isIn(letter.codePointAt(0)));

  /* What all forms of a word begin with. */
  const shared = (word) => {
    let found = root(word);
    if (found.length > 3) found = found.endsWith("bl") ? found.slice(0, -2) : found.replace(/[ie]$/, "");
    return word.startsWith(found) ? found : word.slice(0, -1);
  };

  const inside = (wanted) => {
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found.push([at, at + wanted.length]);
    return found;
  };

  /* Where words stand that are the same in a way, in the order of the text. */
  const standingAt = (chosen) => {
    const found = chosen.flatMap((word) => standing.get(word).map((start) => [start, start + word.length]));
    return chosen.length > 1 ? found.sort((one, other) => one[0] - other[0]) : found;
  };

  const beginningWith = (prefix) => {
    const first = firstPlace(all.length, (place) => all[place] >= prefix);
    let last = first;
    while (last < all.length && all[last].startsWith(prefix)) last++;
    return all.slice(first, last);
  };
  const beginning = (prefix) => standingAt(beginningWith(prefix));

  /* Where a word stands, in any form. */
  const alike = (word, stemmed) => {
    if (!stemmed) return standingAt(standing.has(word) ? [word] : []);
    const wanted = root(word);
    return standingAt(beginningWith(shared(word)).filter((found) => found === word || root(found) === wanted));
  };

  const sideBySide = (first, rest, stemmed, prefix) => {
    const found = [];
    for (const [start, end] of rest.length ? alike(first, stemmed) : beginning(first)) {
      let last = end;
      const isThere = rest.every((word, number) => {
        let begin = last + 1;
        while (text[begin] === " ") begin++;
        last = text.indexOf(" ", begin);
        if (last < 0) return false; // nothing stands behind the last word of all
        const own = text.slice(begin, last);
        if (prefix && number === rest.length - 1) return own.startsWith(word);
        return own === word || (stemmed && root(own) === root(word));
      });
      if (isThere) found.push([start, last]);
    }
    return found;
  };

  const placed = (spans) =>
    spans.map(([start, end]) => {
      const cell = filled[cellAt(start)];
      return { row: Math.floor(cell / columns), column: cell % columns, start, end };
    });

  /* Where words stand side by side, in any of their forms where they are `stemmed`; with `prefix` the last is a beginning. */
  const places = (words, stemmed = true, prefix = false) => {
    const [first, ...rest] = words;
    if (words.some(isUnspaced)) return placed(inside(words.join(" ")));
    return placed(rest.length || prefix ? sideBySide(first, rest, stemmed, prefix) : alike(first, stemmed));
  };

  /* Where two words stand side by side, the second in any of its forms: the halves of what others write as one. */
  const halves = (first, second) => {
    const [wanted, prefix] = [root(second), shared(second)];
    const found = [];
    for (const [start, end] of alike(first, false)) {
      const last = text.indexOf(" ", end + 1);
      if (text.startsWith(prefix, end + 1) && root(text.slice(end + 1, last)) === wanted) found.push([start, last]);
    }
    return placed(found);
  };

  /* The piece of its cell that something was found in, and how far in that it begins, once folded. */
  const within = (place) => {
    const start = starts[cellAt(place.start)];
    let [piece, last] = [0, start - 1];
    for (let at = text.indexOf(PART, start); at >= 0 && at < place.start; at = text.indexOf(PART, at + 1)) [piece, last] = [piece + 1, at];
    return [piece, place.start - 2 - last];
  };

  const startOf = (row) => starts[firstPlace(filled.length, (place) => filled[place] >= row * columns)];
  const size = (row) => startOf(row + 1) - startOf(row);

  return { text, length: rows.length, all, has: (word) => standing.has(word), places, halves, within, size };
};

// --- thesaurus

const withoutS = (word) => word.replace(/ies$|is$/, "ys").slice(0, -1);

/* The words with plural endings off: close enough to compare names by. */
const singular = (words) => words.map((word) => (word.length < 4 || !/[^su]s$/.test(word) ? word : withoutS(word)));

/* A function of words: what may be said for them, the number aside, and for a word of the thesaurus in any form, with what each counts. */
const makeOthers = (named, meant, { most, standIn }, fold, root) => {
  const found = new Map();
  const keyOf = (words) => singular(words).join(" ");
  const stemOf = (words) => ["", ...words.map(root)].join(" "); // the key of a word of the thesaurus in any form, which no name has
  for (const names of named.map((all) => all.map(fold))) {
    for (const name of names) {
      const known = setDefault(found, keyOf(name.split(" ")), () => new Map());
      for (const other of names.slice(0, most)) if (other) known.set(other, 1);
    }
  }
  for (const [word, ...means] of meant.map((all) => all.map(fold))) {
    for (const key of [keyOf, stemOf]) {
      const known = setDefault(found, key(word.split(" ")), () => new Map());
      for (const one of means.slice(0, most)) if (one) setDefault(known, one, () => standIn);
    }
  }
  found.delete("");
  const held = (key) => [...(found.get(key) ?? [])];
  return (words) => {
    const others = held(keyOf(words));
    return others.length ? others : held(stemOf(words));
  };
};

/* The neighbouring words that are together a name or a word of the thesaurus, the longest first, with those that are asked for. */
const runsOf = (units, othersFor, asked) => {
  const found = [];
  let position = 0;
  while (position < units.length) {
    let end = Math.min(units.length, position + 8);
    for (; end > position; end--) {
      const run = units.slice(position, end);
      const words = run.flatMap((unit) => unit.words);
      const members = run.map((_, place) => position + place).filter((number) => asked[number]);
      if (members.length && run.every((unit) => unit.kind === "word") && othersFor(words).length) {
        found.push([members, words]);
        break;
      }
    }
    position = Math.max(end, position + 1);
  }
  return found;
};

// --- snippets

const makeSnippets = (longest, unfolded) => {
  const sum = (units, worth) => [...units].sort().reduce((total, unit) => total + (worth.get(unit) ?? 0), 0);

  /* Where the matches of a piece stand in it as it is written. */
  const located = ({ segment, spans }) => {
    const place = unfolded(segment.text);
    const found = spans.map(([start, end, unit]) => [...place(start, end), unit]);
    return found.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
  };

  /* The places of matches, none in another. */
  const merged = (spans, begin, end, shift) => {
    const found = [];
    for (const [start, stop] of spans) {
      if (start < begin || stop > end) continue;
      const last = found.at(-1);
      if (last && start + shift < last[1]) last[1] = Math.max(last[1], stop + shift);
      else found.push([start + shift, stop + shift]);
    }
    return found;
  };

  /* The sentence that begins there and what follows, with the matches' places in it. */
  const cut = (text, spans, from) => {
    if (text.length <= longest) return [text, merged(spans, 0, text.length, 0)];
    let begin = from;
    const [first] = spans.find(([start]) => start >= begin);
    const blankBefore = (place) => (place > 0 ? text.lastIndexOf(" ", place - 1) : -1);
    if (first - begin > Math.floor(longest / 2)) begin = blankBefore(first - Math.floor(longest / 3)) + 1;
    let end = text.length;
    if (end - begin > longest) {
      const limit = begin + longest;
      const stops = [...text.slice(begin, limit).matchAll(new RegExp(`[.!?](?=[${BLANK}])`, "g"))].map((stop) => begin + stop.index + 1);
      const blank = blankBefore(limit);
      end = stops.length && stops.at(-1) > first ? stops.at(-1) : blank > begin ? blank : limit;
    }
    const head = begin ? "… " : "";
    return [head + text.slice(begin, end) + (end < text.length ? " …" : ""), merged(spans, begin, end, head.length - begin)];
  };

  /* The sentence with most of the query; if not `thorough`, of the piece with most of it. */
  const bestOf = (pieces, worth, thorough) => {
    const ranked = pieces.map((piece) => [sum(new Set(piece.spans.map((span) => span[2])), worth), piece]);
    ranked.sort((one, other) => other[0] - one[0]);
    let best = null;
    for (const [total, piece] of ranked) {
      if (best && (!thorough || total <= best.value)) break;
      const spans = located(piece);
      const { text } = piece.segment;
      const starts = [0];
      const stops = text.length > longest ? text.matchAll(new RegExp(`[.!?;:][${BLANK}]+`, "g")) : [];
      for (const stop of stops) starts.push(stop.index + stop[0].length);
      starts.forEach((start, number) => {
        const end = starts[number + 1] ?? text.length;
        const units = new Set(spans.filter(([begin]) => start <= begin && begin < end).map((span) => span[2]));
        const value = sum(units, worth);
        if (units.size && (!best || value > best.value)) best = { value, segment: piece.segment, spans, start, units };
      });
    }
    if (!best) return null;
    const [text, matches] = cut(best.segment.text, best.spans, best.start);
    return { segment: best.segment, text, matches, units: best.units };
  };

  /* The beginning of a piece in which nothing was found. */
  const withoutMatches = (segment) => {
    const begin = segment.text.slice(0, longest - 1);
    const blank = begin.lastIndexOf(" ");
    const text = segment.text.length <= longest ? segment.text : begin.slice(0, blank < 0 ? begin.length : blank) + "…";
    return { segment, text, matches: [], units: new Set() };
  };

  return { located, bestOf, withoutMatches };
};

// --- asking

const makeAsking = ({ questions, conference }) => {
  const kindWords = new Map(questions.kindWords);
  const says = (spoken, way) => ` ${spoken.join(" ")} `.includes(` ${way} `);

  /* The kind that these words ask for when a place is named with them. */
  const placedKind = (words) => {
    const word = singular(words).join(" ");
    const kind = questions.posts.includes(word) ? "speaker" : word === "council" ? "city" : kindWords.get(word);
    return questions.placed.includes(kind) ? kind : null;
  };

  /* The rows that answer when, where and how many, where general words only leave the conference itself to ask about. */
  const aboutTheConference = (words) => {
    const holds = (list) => list.some((word) => words.includes(word));
    const asks = (what) => questions.ways[what].some((way) => says(words, way));
    const named = holds(questions.conference) || (asks("many") && holds(questions.visitors));
    if (!named || !words.every((word) => questions.inGeneral.includes(word))) return [];
    const what = ["dates", "many", "place", "organiser"].find(asks);
    const found = what ? conference[what] : [];
    return found.length || asks("itself") ? [...found, conference.itself] : [];
  };

  /* The kinds that answer what is asked in these words. */
  const meantBy = (spoken) => new Set(questions.means.filter(([way]) => says(spoken, way)).map(([, kind]) => kind));

  return { kindWords, placedKind, aboutTheConference, meantBy };
};

// --- search

const makeRows = ({ rows, kinds, texts, fields, sources, columns }) =>
  rows.map(([kind, id, label, names, own, places, numbers]) => {
    const cells = columns.map(() => []);
    for (let at = 0; at < numbers.length; at += 4) {
      cells[numbers[at]].push({ field: fields[numbers[at + 1]], sources: sources[numbers[at + 2]], text: texts[numbers[at + 3]] });
    }
    return { kind: kinds[kind], id, label: texts[label], names: names.map((name) => texts[name]), sources: sources[own], places, cells };
  });

/* The number with so many digits behind the point; of two that are equally near the even one, as Python has it. */
const rounded = (number, digits) => {
  const found = Number(number.toFixed(digits)); // the greater of two
  const isBetween = (number * 2 ** (digits + 1)) % 2 === 1; // no other fractions lie in the middle
  return isBetween && Math.round(found * 10 ** digits) % 2 ? Number((found - 10 ** -digits).toFixed(digits)) : found;
};

const newMatch = () => ({ worth: 0, frequency: 0, columns: 0, places: [] });

const join = (own, other) => {
  own.worth = Math.max(own.worth, other.worth);
  own.frequency += other.frequency;
  own.columns |= other.columns;
  own.places.push(...other.places);
};

/* The word written as two: "wellbeing" also stands where the text has "well-being", "sdg3" where it has "SDG 3". */
const parted = (word) => {
  const atDigits = /^([\p{L}\p{Nl}\p{No}]+)(\p{Nd}+)$/u.exec(word);
  if (atDigits) return [[atDigits[1], atDigits[2]]];
  if (word.length < 7) return [];
  const first = word.startsWith("e") ? 1 : 2;
  return Array.from({ length: word.length - 2 - first }, (_, place) => [word.slice(0, first + place), word.slice(first + place)]);
};

/* The search: a function of a query that gives what `iclc search` does, the hits best first, their `row` in the data; `readAs` is a
   Map. With `among`, only rows that it is true of are found. A query that asks for nothing has an `error` and no hits. */
const makeSearch = (data) => {
  const { ranking, refusals, standIn } = data;
  const folding = makeFolding(data.folding);
  const { fold, unfolded } = folding;
  const spelling = makeSpelling(data.forms);
  const { spellings, kin, isSlip } = spelling;
  const snippets = makeSnippets(data.snippet, unfolded);
  const { kindWords, placedKind, aboutTheConference, meantBy } = makeAsking(data);

  const records = makeRows(data);
  const columnNames = data.columns.map(([name]) => name);
  const weights = data.columns.map(([, weight]) => weight);
  const cells = records.map((record) => record.cells.map((segments) => segments.map((segment) => segment.text)));
  const words = makeWords(cells, weights.length, folding, spelling, data.unspaced);
  const named = data.names.map((names) => names.map((name) => data.texts[name]));
  const othersFor = makeOthers(named, data.thesaurus, data, fold, spelling.root);

  const [asking, numberWords] = [data.asking, data.numbers].map((list) => new Set(list));
  const [dated, reports] = [data.dated, data.reports].map((list) => new Set(list));
  const maskOf = (...names) => names.reduce((mask, name) => mask | (1 << columnNames.indexOf(name)), 0);
  const ALL_OF_IT = 1 << columnNames.length; // beside the columns in which words stand together: that they are all of a name
  const [SAID, CALLED, CONTEXT, CODED] = [maskOf("name", "aliases", "role"), maskOf("name", "aliases"), maskOf("context"), maskOf("coded")];
  const hasDigit = (word) => /\p{Nd}/u.test(word);
  const isNumber = (word) => /^\p{Nd}+$/u.test(word) || numberWords.has(word);
  const isWhole = (kind) => ranking.wholes.includes(kind);

  const wordsOf = (text) => fold(text).split(" ").filter(Boolean);

  /* What a query is made of: words, "phrases", prefixes* and -exclusions. */
  const unitsOf = (query) => {
    const units = [];
    const pattern = new RegExp(`(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^${BLANK}"]+))`, "g");
    for (const match of query.matchAll(pattern)) {
      const { minus, phrase, word } = match.groups;
      const text = phrase ?? word;
      const own = wordsOf(text);
      if (!own.length) continue;
      const kind = phrase !== undefined ? "phrase" : text.endsWith("*") && text.length > 1 ? "prefix" : "word";
      units.push({ shown: minus ? match[0].replace(/^-+/, "") : match[0], words: own, kind, excluded: Boolean(minus) });
    }
    return units;
  };

  /* The units, those taken apart whose words are joined by a stroke or a comma and no hyphen. */
  const apart = (units) =>
    units.flatMap((unit) => {
      const parts = unit.kind === "word" && unit.words.length > 1 ? unit.shown.split(/[/&,;|+]/) : [];
      if (parts.length < 2) return [unit];
      return parts.filter(fold).map((part) => ({ shown: part, words: wordsOf(part), kind: "word", excluded: false }));
    });

  /* Is it a word that stands in every sentence, or that only asks? */
  const isIdle = (unit) => unit.kind === "word" && unit.words.every((word) => asking.has(word)) && unit.shown !== "WHO";

  const put = (found, places, worth) => {
    for (const place of places) {
      const match = setDefault(found, place.row, newMatch);
      match.worth = Math.max(match.worth, worth);
      match.frequency += worth * weights[place.column];
      match.columns |= 1 << place.column;
      match.places.push(place);
    }
  };
  const add = (found, wanted, worth, stemmed = true, prefix = false) => put(found, words.places(wanted, stemmed, prefix), worth);

  const hasInCapitals = (row, word) => cells[row].some((texts) => texts.some((text) => text.includes(word)));

  /* What holds a unit itself, however it is spelled or inflected. */
  const ownOf = (unit, worth) => {
    const found = new Map();
    add(found, unit.words, worth, ...(unit.kind === "prefix" ? [true, true] : []));
    if (unit.kind !== "word") return found;
    if (unit.words.length > 1) {
      add(found, [unit.words.join("")], worth);
      return found;
    }
    found.clear();
    const [word] = unit.words;
    const stemmed = !/[^\x00-\x7f]/.test(unit.shown.replace(/[^\p{L}]/gu, ""));
    for (const one of spellings(word)) add(found, [one], worth, stemmed);
    for (const [first, second] of parted(word)) put(found, words.halves(first, second), worth);
    if (unit.shown === "WHO") for (const row of [...found.keys()]) if (!hasInCapitals(row, "WHO")) found.delete(row);
    return found;
  };

  /* One way a folded word is written in the data. */
  const written = (word) => {
    const [place] = words.places([word], false);
    if (!place) return word;
    const [piece, begin] = words.within(place);
    const { text } = records[place.row].cells[place.column][piece];
    return text.slice(...unfolded(text)(begin, begin + word.length));
  };

  /* The form in which a word stands there, where it stands nowhere as it was asked for, or in the other number. */
  const otherForm = (unit, found) => {
    if (unit.words.length > 1) return null;
    const own = new Set(spellings(unit.words[0]).flatMap((word) => [word, ...singular([word])]));
    let first = null;
    for (const match of found.values()) {
      for (const place of match.places) {
        const word = words.text.slice(place.start, place.end);
        if (own.has(word) || word.includes(" ") || own.has(singular([word])[0]) || /[^\x00-\x7f]/.test(word)) return null;
        first ??= word;
      }
    }
    return first && written(first);
  };

  /* The word of the data that this is a slip of; not any word that merely looks similar. */
  const nearest = (word, shown) => {
    if (word.length < 5 || numberWords.has(word) || words.has(word) || hasDigit(word)) return null;
    const alike = words.all.filter((one) => one[0] === word[0] && Math.abs(one.length - word.length) < 3);
    const isName = /^\p{Lu}/u.test(shown);
    const fits = (like) => isSlip(word, like) && !numberWords.has(like) && !(isName && /^\p{Ll}/u.test(written(like)));
    return near(word, alike, 6, 0.75).find(fits) ?? null;
  };

  const topics = new Map(records.filter(({ kind }) => kind === "topic").map(({ names }) => [fold(names[0]), names[0]]));

  /* Terms of the data that resemble a word, to tell somebody whose word occurs nowhere. */
  const nearTo = (word) => {
    const wanted = fold(word);
    if (numberWords.has(wanted)) return [];
    const terms = [...topics.values()];
    const alike = [...new Set([...topics.keys(), ...words.all])].filter((own) => own.length > 3 && own.slice(0, 3) === wanted.slice(0, 3));
    const found = near(wanted, alike, 3, 0.65).map((name) => topics.get(name) ?? written(name));
    return found.filter((one) => !/^\p{Lu}/u.test(word) || /^\p{Lu}/u.test(one) || terms.includes(one));
  };

  /* By the number of each unit that is asked for what holds it; words read as others; words that nothing holds. */
  const sought = (units, asked, exact) => {
    let runs = runsOf(units, othersFor, asked);
    const rows = new Map();
    const readAs = new Map();
    const read = new Map();
    units.forEach((unit, number) => {
      if (!asked[number]) return;
      let found = ownOf(unit, 1);
      if (unit.kind === "word" && !exact) {
        const form = found.size ? otherForm(unit, found) : null;
        if (found.size && unit.words.length > 1 && kin(unit.words).length) add(found, kin(unit.words).at(-1), standIn);
        if (!found.size && !runs.some(([members]) => members.includes(number))) {
          const slips = unit.words.map((word) => nearest(word, unit.shown) ?? word);
          const ways = slips.join(" ") !== unit.words.join(" ") ? [slips, ...kin(slips)] : kin(slips);
          const way = ways.find((other) => (found = ownOf({ ...unit, words: other }, standIn)).size);
          if (way) {
            read.set(number, { ...unit, words: way });
            readAs.set(unit.shown, way.map(written).join(" "));
          }
        } else if (form && runs.some(([members, said]) => members.length === 1 && members[0] === number && said.length === 1)) {
          found.clear(); // "stress", for which somebody found words, is not what is "stressed"
        } else if (form) {
          readAs.set(unit.shown, form);
          for (const match of found.values()) match.worth = standIn;
        }
      }
      rows.set(number, found);
    });
    const asRead = units.map((unit, number) => read.get(number) ?? unit);
    if (read.size) runs = runsOf(asRead, othersFor, asked);
    for (const [members, said] of runs) {
      const ways = othersFor(said).filter(([, worth]) => worth === 1 || !exact);
      if (said.length > 1) ways.push([said.join(""), 1]);
      const held = new Map();
      for (const [other, worth] of ways) if (other !== said.join(" ")) add(held, other.split(" "), worth);
      for (const number of members) {
        const found = rows.get(number);
        const isNew = !found.size;
        for (const [row, match] of held) join(setDefault(found, row, newMatch), match);
        if (isNew && held.size && !read.has(number) && !exact && ways.every(([, worth]) => worth < 1))
          readAs.set(units[number].shown, ways[0][0].split(" ").map(written).join(" "));
      }
    }
    const nowhere = [...rows].filter(([number, found]) => !found.size && units[number].kind === "word");
    const unknown = nowhere.map(([number]) => units[number].shown);
    return { rows, readAs, unknown };
  };

  const excludedBy = (units) =>
    units.filter((unit) => unit.excluded).flatMap((unit) => [...sought([unit], [true], true).rows.get(0).keys()]);

  /* The words from the first that is asked for to the last, as they were read, to tell a record that is called just that. */
  const saidBy = (units, asked, readAs) =>
    units
      .slice(asked.indexOf(true), asked.lastIndexOf(true) + 1)
      .flatMap((unit) => wordsOf(readAs.get(unit.shown) ?? unit.words.join(" ")));

  const isWholeName = ({ start, end, column }) => {
    const around = [words.text.slice(Math.max(start - 2, 0), start - 1), words.text.slice(end + 1, end + 2)];
    return Boolean((CALLED >> column) & 1) && around.every((mark) => [PART, WHOLE, ""].includes(mark));
  };

  /* The cities and countries that a unit names, or the countries of the region that it does, and what being there is worth. */
  const placesIn = (found) => {
    const places = new Map();
    for (const [row, match] of found) {
      if (!["country", "city"].includes(records[row].kind)) continue;
      if (match.places.some(isWholeName)) places.set(row, ranking.there);
      else if (match.columns & CODED) places.set(row, ranking.inRegion);
    }
    return places;
  };

  /* What some records gain beyond their tier: those of the kind and in the place asked for, and those that answer. */
  const beyondTier = (units, rows, spoken, counted, aboutReport) => {
    const gained = new Map();
    const found = [...rows.values()];
    if (counted) {
      for (const row of found.flatMap((held) => [...held.keys()]))
        if (records[row].kind === "figure" && dated.has(row) === spoken.includes("when")) gained.set(row, ranking.counted);
    }
    const askings = counted ? [] : [...rows.keys()].map((number) => [number, placedKind(units[number].words)]);
    const kinds = new Map(askings.filter(([, kind]) => kind));
    const places = new Map();
    if (kinds.size) for (const [number, held] of rows) if (!kinds.has(number)) places.set(number, placesIn(held));
    const isCalled = (called) => words.places(called).some(({ column }) => (CALLED >> column) & 1);
    const isName = (number) => places.get(number - 1)?.size && isCalled([...units[number - 1].words, ...units[number].words]);
    const asked = new Set([...kinds].filter(([number]) => !isName(number)).map(([, kind]) => kind));
    if (asked.size === 1 && asked.has("speaker") && ![...kinds.keys()].some((number) => kindWords.has(units[number].words.join(" ")))) {
      // "professor of Glasgow": who holds a post in a city is found by the role
      for (const named of places.values()) for (const row of [...named.keys()]) if (records[row].kind !== "country") named.delete(row);
    }
    if (asked.size && [...places.values()].some((named) => named.size) && !spoken.some(isNumber)) {
      records.forEach((record, row) => {
        const own = asked.has(record.kind) ? record.places : [];
        for (const [number, named] of places) {
          const worth = Math.max(0, ...own.map((place) => named.get(place) ?? 0));
          if (worth) {
            gained.set(row, worth);
            setDefault(rows.get(number), row, newMatch).worth = worth === ranking.there ? 1 : standIn;
          } else if (named.get(row) === ranking.there && !gained.has(row)) gained.set(row, ranking.thePlace);
        }
        const isInName = rows.size > 2 && found.every((held) => (held.get(row)?.columns ?? 0) & SAID);
        if (isInName && !gained.has(row)) gained.set(row, ranking.there);
      });
    }
    if (aboutReport) for (const row of reports) if (found.every((held) => held.has(row))) gained.set(row, ranking.there);
    const answers = aboutTheConference(spoken);
    answers.forEach((row, place) => {
      gained.set(row, place === answers.length - 1 ? ranking.there : 2 * ranking.there);
      for (const held of found) setDefault(held, row, newMatch).worth = 1;
    });
    return gained;
  };

  /* The coverage, more where a word stands in a record's name and a passage behind it covers more. */
  const withPassages = (covers, rows) => {
    const found = new Map(covers);
    for (const row of covers.keys()) {
      const isNamed = [...rows.values()].some((held) => (held.get(row)?.columns ?? 0) & SAID);
      if (!isNamed || isWhole(records[row].kind)) continue;
      const more = Math.max(0, ...records[row].sources.map((source) => covers.get(source) ?? 0));
      found.set(row, found.get(row) + Math.max(0, ranking.byPassage * (more - found.get(row))));
    }
    return found;
  };

  /* What the tier is worth that a record belongs to for a query. */
  const tierOf = (kind, names, said, called) => {
    if (kind === "passage") return ranking.passage;
    const wanted = said.join(" ");
    const sorted = (list) => [...list].sort().join(" ");
    if (called || names.some((name) => name.join(" ") === wanted)) return ranking.called;
    if (kind === "speaker" && names.some((name) => sorted(name) === sorted(said))) return ranking.called;
    return ranking.record;
  };

  /* How much of one of a record's names the query holds: 1 is all of it. */
  const covered = (names, own) => {
    const parts = names.map((name) => new Set(singular(name))).filter((name) => name.size);
    return Math.max(0, ...parts.map((name) => [...name].filter((word) => own.has(word)).length / name.size));
  };

  const foldedNames = new Map();

  const scoreOf = (row, cover, { rows, worth, said, phrase, kinds, means, beyond }) => {
    const { kind, names: called } = records[row];
    const matches = [...rows].filter(([, found]) => found.has(row)).map(([number, found]) => [worth.get(number), found.get(row)]);
    const length = ranking.k1 * (1 - ranking.b + (ranking.b * words.size(row) * words.length) / words.text.length);
    const relevance = matches.reduce((sum, [rare, { frequency }]) => sum + (rare * frequency * (ranking.k1 + 1)) / (frequency + length), 0);
    const names = setDefault(foldedNames, row, () => called.map(wordsOf));
    const gained = [];
    if (matches.length === rows.size && matches.every(([, match]) => match.columns & SAID)) gained.push(ranking.fits);
    if (phrase.has(row) && said.length > 1) gained.push(ranking.fits);
    const part = covered(names, new Set(singular(said)));
    if (part) gained.push(rounded(ranking.fits * part, 2));
    if (isWhole(kind) && rows.size > 1 && !gained.length && !kinds.has(kind)) gained.push(ranking.ofMuch);
    if (kinds.has(kind)) gained.push(ranking.askedKind);
    if (means.has(kind)) gained.push(ranking.meant);
    const within = Math.min(gained.reduce((sum, one) => sum + one, relevance), ranking.tier);
    return rounded(tierOf(kind, names, said, phrase.get(row) & ALL_OF_IT) + ranking.covered * cover + within + (beyond.get(row) ?? 0), 3);
  };

  /* The words of a record to show. */
  const shownOf = (row, rows, worth, thorough) => {
    const pieces = new Map();
    for (const [number, found] of rows) {
      for (const place of found.get(row)?.places ?? []) {
        const [piece, begin] = words.within(place);
        const spans = setDefault(setDefault(pieces, place.column, () => new Map()), piece, () => []);
        spans.push([begin, begin + place.end - place.start, number]);
      }
    }
    const own = records[row].cells;
    const sorted = (map) => [...map].sort((one, other) => one[0] - other[0]);
    const inColumn = ([column, held]) => sorted(held).map(([piece, spans]) => ({ segment: own[column][piece], spans }));
    const found = sorted(pieces).flatMap(inColumn);
    const shown = snippets.bestOf(found.filter(({ segment }) => segment.field), worth, thorough);
    const first = ["name", "body", "aliases", "context"].map((name) => own[columnNames.indexOf(name)][0]).find(Boolean);
    return shown ?? snippets.withoutMatches(first);
  };

  const nothing = { hits: [], readAs: new Map(), unknown: [], near: [], partial: false, apart: false, weak: false, notes: [] };
  const refused = (error) => ({ ...nothing, error });

  return (query, among = null) => {
    const length = [...query].length;
    if (length > ranking.longest) return refused(refusals.long.replace("{}", length.toLocaleString("en")));
    const units = unitsOf(query);
    if (!units.length) return refused(refusals.empty);
    if (units.every((unit) => unit.excluded)) return refused(refusals.excludes);

    const wanted = apart(units.filter((unit) => !unit.excluded));
    const idle = wanted.map(isIdle);
    if (wanted.length === 2 && wanted[0].words.join(" ") === "who" && !idle[1]) idle[0] = false; // nobody asks so: it is the organisation
    const isOneOf = (unit, list) => list.includes(unit.words.join(" "));
    const isInGeneral = (before, unit) => isOneOf(before, ranking.these) && isOneOf(unit, ranking.theReport);
    const inGeneral = wanted.map((unit, number) => number > 0 && isInGeneral(wanted[number - 1], unit));
    let asked = wanted.map((_, number) => !idle[number] && !inGeneral[number]);
    let { rows, readAs, unknown } = sought(wanted, asked, false);
    if ((inGeneral.includes(true) && ![...rows.values()].some((found) => found.size)) || !asked.includes(true)) {
      asked = idle.map((one) => !idle.includes(false) || !one);
      ({ rows, readAs, unknown } = sought(wanted, asked, false));
    }
    const said = saidBy(wanted, asked, readAs);
    const spoken = wanted.flatMap((unit) => unit.words);
    const means = idle.includes(false) ? meantBy(spoken) : new Set();
    const counted = means.has("figure"); // "how many cities" asks for no city
    const kinds = new Set();
    if (rows.size > 1 && !counted) {
      for (const word of said) if (kindWords.has(word)) kinds.add(kindWords.get(word));
      for (const [number, found] of rows) {
        const kind = kindWords.get(wanted[number].words.join(" "));
        if (kind) records.forEach((record, row) => record.kind === kind && (setDefault(found, row, newMatch).worth = 1));
      }
    }
    const aboutReport = inGeneral.includes(true) && spoken.at(-1) === "report" && !["from", "in"].includes(spoken.at(-3));
    const beyond = wanted.some((unit) => unit.kind !== "word") ? new Map() : beyondTier(wanted, rows, spoken, counted, aboutReport);
    const strict = [...rows].filter(([number]) => wanted[number].kind !== "word").map(([, found]) => found);
    const pool = new Set(strict.length ? strict[0].keys() : [...rows.values()].flatMap((found) => [...found.keys()]));
    for (const row of pool) if (!strict.every((found) => found.has(row)) || (among && !among(row))) pool.delete(row);
    for (const row of excludedBy(units)) pool.delete(row);

    const worth = new Map([...rows].map(([number, { size }]) => [number, Math.log(1 + (records.length - size + 0.5) / (size + 0.5))]));
    const whole = [...worth.values()].reduce((sum, one) => sum + one, 0) || 1;
    const coverOf = (row) => [...rows].reduce((sum, [number, found]) => sum + (found.get(row)?.worth ?? 0) * worth.get(number), 0) / whole;
    let covers = new Map([...pool].map((row) => [row, coverOf(row)]));
    const best = Math.max(0, ...covers.values());
    const sizeOf = (row) => [...rows.values()].filter((found) => found.has(row)).length;
    const isEnough = ([row, cover]) => cover >= ranking.weak || (cover >= ranking.weakOfThree && sizeOf(row) >= 3);
    const weak = ![...covers].some(isEnough);
    if (rows.size > 2) covers = withPassages(covers, rows);
    const phrase = new Map();
    for (const place of said.length ? words.places(said) : []) {
      phrase.set(place.row, (phrase.get(place.row) ?? 0) | (1 << place.column) | (isWholeName(place) ? ALL_OF_IT : 0));
    }
    if (said.some(isNumber)) kinds.add("figure");
    const sense = { rows, worth, said, phrase, kinds, means, beyond };
    const scored = [...covers]
      .filter(([row, cover]) => cover >= ranking.floor * best || beyond.has(row))
      .map(([row, cover]) => ({ row, cover, score: scoreOf(row, cover, sense) }))
      .sort((one, other) => other.score - one.score || one.row - other.row);

    let together = rows.size < 2;
    const hits = scored.slice(0, weak ? ranking.nearest : undefined).map(({ row, cover, score }, rank) => {
      const { kind, id, label } = records[row];
      const missing = [...rows].filter(([, found]) => !found.has(row)).map(([number]) => wanted[number].shown);
      const shown = shownOf(row, rows, worth, rank < 30);
      if (!together && !missing.length) {
        const about = CONTEXT | (ranking.context.includes(kind) || kind === "speaker" ? SAID : 0); // what all of it is about
        const loose = [...rows].filter(([, found]) => !(found.get(row).columns & about)).map(([number]) => number);
        together = loose.length < 2 || loose.every((number) => shown.units.has(number));
      }
      const passages = kind === "passage" ? [id] : shown.segment.sources.map((source) => records[source].id);
      const { segment, text: snippet, matches } = shown;
      return { row, kind, id, label, field: segment.field, snippet, matches, passages, missing, score, coverage: rounded(cover, 3) };
    });
    const partial = hits.length > 0 && hits.every((hit) => hit.missing.length);
    return {
      hits,
      readAs,
      unknown,
      near: [...new Set(unknown.flatMap(nearTo))].slice(0, 3),
      partial,
      apart: hits.length > 0 && !partial && !together && rows.size < 4,
      weak: hits.length > 0 && weak,
      notes: wanted.some((unit) => unit.words.includes("africa") || unit.words.includes("african")) ? data.africa : [],
    };
  };
};

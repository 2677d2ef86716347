"""The grid of every screen: a gutter that says what a thing is, a column of text that says it, and at the right edge
where it stands in the report. The one place that wraps, cuts, aligns and colours.

A screen is written on a `Page` from the top down, as `Text` made by `Page.words`; the page knows how wide the window
is and what it can show.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import accumulate, pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from .text import as_letters
from .visible import only_ascii, visible

MARGIN, GUTTER, GAP, MEASURE = 2, 11, 2, 76
"""Columns: left and right of everything, of the words that say what a thing is, after these, of text at most."""

STACKED = 56
"""Below this many columns the gutter's word stands above its text."""

ROOMY = 72
"""Below this many columns a record of a table that does not fit one line is told in two."""

CARD = 22
"""Lines of a short card at most: a terminal of 24, less the command and the prompt."""

BESIDE = 22
"""Columns of a command up to which what it does stands beside it, and not below."""

NARROWEST = 30
"""Columns that the flexible column of a table keeps at least, if there is that much in it."""

GLUE = "\ufdd0"
"""Stands for a blank at which no line is broken. No text holds it, since to Unicode it is no character; a no-break space would not do."""

ROLES = {
    "name": "bold",  # headings, names, the words of groups
    "live": "bright_magenta",  # what can be typed, and what stands for a number: bars, marks of a map
    "match": "bold underline",  # words found
    "head": "underline",  # heads of columns
    "wrong": "bold bright_red",
    "faint": "dim",  # separators, land, bars beside quotations: never a letter, never a digit
    "peak": "bold reverse",  # the highest numbers of a table of counts
}
"""How each role looks. Of the usual 16 colours only these two keep their contrast in dark and light themes alike."""

_ASCII = str.maketrans(
    {"·": "-", "…": "...", "¶": "par. ", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "│": "|", "━": "=", "╸": "-", "●": "o"}
    | {"•": "*", "→": "->", "×": "x"}
)
_SPOKEN = re.compile(rf"(^|[ {GLUE}]?)¶(\d+(?:(?:,[ {GLUE}]|–)\d+)*)")

Words = str | Text | tuple[str, str]
"""A piece of text: data, text made before, or data with its role."""


class Column(NamedTuple):
    """A column of a table."""

    head: str
    right: bool = False
    """Is it flush right, as numbers are?"""
    drop: int = 0
    """When the window is narrow the columns go in this order; 0 stays."""
    flexible: bool = False
    """Is it this column that is cut where the others leave too little?"""
    spill: bool = False
    """May a long cell run into the flexible column of its row?"""
    most: int = MEASURE
    """Columns at most."""
    least: int = NARROWEST
    """Columns that it keeps, if there is that much in it, when it is the flexible one: other columns go before."""


class Block(NamedTuple):
    """An entry laid out: its word in the gutter, and its rows in the column of text."""

    word: str
    rows: list[Text]


class Group(NamedTuple):
    """Entries of a card under one word."""

    word: str
    blocks: Sequence[Block]
    least: int = 1
    """How many of them a short card shows in any case."""
    air: bool = True
    """Is there a blank line above?"""
    total: int | None = None
    """How many there are, where not all are given."""
    order: Sequence[int] = ()
    """The places of the blocks, those that a short card needs most first; without it the first come first."""

    def chosen(self, number: int) -> list[Block]:
        """So many of the blocks, in their own order."""
        return [self.blocks[place] for place in sorted(self.order[:number])] if self.order else list(self.blocks[:number])


class Page:
    """A screen being written."""

    def __init__(
        self,
        width: int = 80,
        *,
        styled: bool = False,
        colour: bool = False,
        ascii: bool = False,
        letters: bool = False,
        spoken: bool = False,
        links: bool = False,
        roles: str = "",
        heads: bool = True,
    ) -> None:
        self.width = max(20, width)
        self.styled = styled
        """Can it show bold and underlined words? Else the words found stand between asterisks."""
        self.colour = colour
        self.ascii = ascii
        """Is it drawn with ASCII characters only?"""
        self.letters = letters
        """Are letters beyond ASCII written without their accents?"""
        self.spoken = spoken
        """Is it heard rather than seen? Then nothing is aligned, and every line is a sentence."""
        self.links = links
        """May addresses be links?"""
        self.heads = heads
        """Do tables have heads?"""
        self.plain = spoken or self.width < 40
        """Is every entry a line of "Label: value"?"""
        self.stacked = self.width < STACKED
        self.left = 0 if self.plain else MARGIN if self.width >= 60 else 1
        self.column = self.left if self.plain else self.left + (2 if self.stacked else GUTTER + GAP)
        self.measure = min(self.width - self.column - self.left, MEASURE)
        """Columns of text."""
        self.right = self.column + self.measure
        """Where places end."""
        self.lines: list[Text] = []
        self.hints: list[str] = []
        """Commands to type next."""
        self._roles = roles

    def another(self) -> "Page":
        """An empty page of the same screen, for a card that has a screen's room whatever stands above it."""
        made = copy(self)
        made.lines, made.hints = [], []
        return made

    # Text

    def words(self, *parts: Words) -> Text:
        """Text of pieces, each sanitised and in the characters that the page can show."""
        text = Text()
        for part in parts:
            if isinstance(part, Text):
                text.append_text(part)
            elif isinstance(part, tuple):
                text.append(self._shown(part[0]), part[1] or None)
            else:
                text.append(self._shown(part))
        return text

    def _shown(self, raw: str) -> str:
        text = GLUE.join(visible(part) for part in raw.split(GLUE)) if GLUE in raw else visible(raw)
        if text.isascii():
            return text
        if self.spoken:
            text = _SPOKEN.sub(_as_said, text).replace(" · ", ", ").replace("·", ",")
        if self.ascii or self.spoken:
            text = text.translate(_ASCII)
        if self.letters and not text.isascii():
            text = GLUE.join(only_ascii(as_letters(part)) for part in text.split(GLUE))
        return text

    def marked(self, text: str, spans: Iterable[Sequence[int]], role: str = "match") -> Text:
        """Text in which some places have a role; between asterisks where nothing else can show that."""
        found = Text()
        position = 0
        star = "" if self.styled or self.spoken else "*"  # a listener hears each star
        for start, end in spans:
            if start < position:
                continue
            found.append_text(self.words(text[position:start], star, (text[start:end], role), star))
            position = end
        found.append_text(self.words(text[position:]))
        return found

    # Laying out

    def blank(self) -> None:
        """A blank line, unless the one above is."""
        if self.lines and self.lines[-1].plain.strip():
            self.lines.append(Text())

    def put(self, text: Words, where: Words = "", *, indent: int | None = None, hang: int = 0, most: int = 0, whole: bool = False) -> None:
        """Text in its column; `where` ends its last line, flush right, and never stands alone."""
        indent = self.column if indent is None else indent
        rows = self.laid(text, where, hang=hang, most=most, room=self.right - indent, whole=whole)
        self.lines += [_behind(indent, row) for row in rows]

    def laid(
        self,
        text: Words,
        where: Words = "",
        *,
        hang: int = 0,
        most: int = 0,
        room: int | None = None,
        cut: bool = False,
        whole: bool = False,
    ) -> list[Text]:
        """The rows of a text with its place; `cut` makes one row of it, `most` that many; `whole` keeps the place of them free."""
        room = self.measure if room is None else room
        text, place = loosened(self.words(text), room - hang), self.words(where)
        if self.plain:
            return self._sentence(text, place, room)
        reserved = place.cell_len + 2 if place.plain else 0
        if cut:
            rows = [clip(text, room - reserved, self._more)]
        else:
            rows = wrap(text, room - (reserved if whole else 0), hang)
            if most and len(rows) > most:
                start = breaks(text.plain, room, hang)[most - 1][0]
                indent = hang if most > 1 else 0
                rows[most - 1 :] = [_behind(indent, clip(text[start:], room - indent - reserved, self._more))]
        if reserved:
            _place(rows, place, room, hang)
        return rows

    @property
    def _more(self) -> str:
        return self._shown("…")

    def _sentence(self, text: Text, place: Text, room: int) -> list[Text]:
        if place.plain:
            text = _ended(text) if self.spoken else text
            text = Text(" ").join([text, _ended(_begun(place)) if self.spoken else Text.assemble("(", place, ")")])
        elif self.spoken:
            text = _ended(text)
        return [text] if self.spoken else wrap(text, room, 2)

    def item(
        self,
        word: str,
        text: Words,
        where: Words = "",
        *,
        role: str = "name",
        hang: int = 0,
        most: int = 0,
        cut: bool = False,
        flush: bool = False,
    ) -> None:
        """A word in the gutter and its text beside it; on a narrow screen the word stands above, on a narrower one before it.

        With `flush` the word stands at the right end of the gutter, as numbers do.
        """
        if self.plain and word:
            text = self.words(_label(word), text)
        self._beside(word, role, self.laid(text, where, hang=hang, most=most, cut=cut), flush)

    def entry(self, word: str, rows: Sequence[Text], role: str = "name") -> None:
        """Rows laid out before, beside a word in the gutter."""
        self._beside(word, role, rows)

    def block(self, word: str, text: Words, where: Words = "", *, hang: int = 2, most: int = 0, cut: bool = False) -> Block:
        """The same for a group of a card, which may have no room for it."""
        return Block(word, self.laid(text, where, hang=hang, most=most, cut=cut))

    def row_block(self, items: Sequence[Words], most: int = 2, where: Words = "") -> Block:
        """Items in a row, as `run` writes them, for a group of a card."""
        return Block("", self.running(items, most, where))

    def _beside(self, word: str, role: str, rows: Sequence[Text], flush: bool = False) -> None:
        label = self.words((word, role))
        if self.plain:
            self.lines += rows
            return
        if word and (self.stacked or label.cell_len > GUTTER + 1):
            self.lines += [_behind(self.left, row) for row in wrap(label, self.right - self.left, 2)]
            word = ""
        for number, row in enumerate(rows):
            if number or not word:
                self.lines.append(_behind(self.column, row))
            else:
                pad = self.column - self.left - label.cell_len
                before = pad - GAP if flush else 0
                self.lines.append(Text(" " * (self.left + before)).append_text(label).append(" " * (pad - before)).append_text(row))

    def line(self, text: Words, right: Words = "", *, indent: int | None = None, wrapped: bool = True) -> None:
        """A line from the margin on, with something at the right edge that is never cut; what is too long goes on below."""
        indent = self.left if indent is None else indent
        text, end = self.words(text), self.words(right)
        if self.plain:
            self.put(Text(", ").join([text, end]) if end.cell_len else text, indent=indent)
            return
        room = self.right - indent - (end.cell_len + 2 if end.cell_len else 0)
        longest = max(map(cell_len, text.plain.split(" ")))
        if end.cell_len and room < max(longest, min(text.cell_len, end.cell_len)):  # too little is left beside it: then it stands below
            rows = [row for one in (text, end) for row in wrap(one, self.right - indent, 2)]
            self.lines += [_behind(indent, row) for row in rows]
            return
        rows = wrap(text, room, 0) if wrapped else [clip(text, room, self._more)]
        if end.cell_len:
            rows[0] = rows[0].copy()
            rows[0].append(" " * max(2, self.right - indent - rows[0].cell_len - end.cell_len)).append_text(end)
        self.lines += [_behind(indent, row) for row in rows]

    def heading(self, text: str, count: str = "", right: str = "") -> None:
        """What a screen or a group of it is called, in bold, and how many there are."""
        self.blank()
        parts: list[Words] = [(text, "name")]
        if count:
            parts += [", " if self.plain else "  ", count]
        self.line(self.words(*parts), right)

    def run(self, word: str, items: Sequence[Words], most: int = 2, *, role: str = "name") -> None:
        """Items in a row, each whole or not at all; how many do not fit is told."""
        self._beside(word, role, self.running(items, most, word=word))

    def running(self, items: Sequence[Words], most: int = 2, where: Words = "", word: str = "") -> list[Text]:
        """The rows of items in a row."""
        texts = [self.words(item) for item in items]
        if self.plain:
            every = Text(", ").join(texts)
            return self.laid(self.words(_label(word), every) if word else every, where)
        kept: list[int] = []
        for place in range(len(texts)):
            if not kept or len(self.laid(self._joined(texts, [*kept, place]), where)) <= most:
                kept.append(place)
        return self.laid(self._joined(texts, kept), where)

    def _joined(self, texts: Sequence[Text], kept: Sequence[int]) -> Text:
        joined = Text()
        for number, place in enumerate(kept):
            if number:
                joined.append(GLUE + self._shown("·"), "faint").append(" ")
            joined.append_text(glued(texts[place]) if texts[place].cell_len < min(40, self.measure - 5) else texts[place])
        if len(kept) < len(texts):
            joined.append(f"{GLUE}+{len(texts) - len(kept)}")
        return joined

    # Cards

    def fill(self, groups: Iterable[Group], foot: int = 0, full: bool = False, most: int = CARD) -> None:
        """Fill a card: the least of each group, then one more of each in turn while the card has room, `foot` lines kept free."""
        groups = [group for group in groups if group.blocks]
        if not groups and self.lines and not self.lines[-1].plain.strip():
            self.lines.pop()  # a blank line before nothing
        kept = [min(group.least, len(group.blocks)) for group in groups]
        if full or self.spoken:
            kept = [len(group.blocks) for group in groups]
        else:
            self._shared_out(groups, kept, foot, most)
        for group, number in zip(groups, kept, strict=True):
            self._group(group, number)

    def _shared_out(self, groups: Sequence[Group], kept: list[int], foot: int, most: int) -> None:
        ranked = [[group.blocks[place] for place in group.order] if group.order else group.blocks for group in groups]
        heights = [
            [self._height(block, group.word if not number else "") for number, block in enumerate(blocks)]
            for group, blocks in zip(groups, ranked, strict=True)
        ]

        def total() -> int:
            lines = len(self.lines) + foot
            for group, number, height in zip(groups, kept, heights, strict=True):
                shown = sum(height[:number])
                lines += shown + group.air + (number < (group.total or len(height)) and (shown < 2 or self.stacked))
            return lines

        while total() > most and any(number > 1 for number in kept):
            longest = max(
                (sum(height[:number]), place) for place, (number, height) in enumerate(zip(kept, heights, strict=True)) if number > 1
            )
            kept[longest[1]] -= 1
        grew = True
        while grew:
            grew = False
            for place, group in enumerate(groups):
                if kept[place] < len(group.blocks):
                    kept[place] += 1
                    if total() <= most:
                        grew = True
                    else:
                        kept[place] -= 1

    def _height(self, block: Block, word: str) -> int:
        word = block.word or word
        if self.plain and word:
            return len(block.rows) - 1 + len(self._labelled(word, block.rows[0]))
        return len(block.rows) + bool(self.stacked and word)

    def _labelled(self, word: str, row: Text) -> list[Text]:
        """The first row of an entry with its word before it, which may be too long for one line."""
        first = self.words(_label(word), row)
        return [first] if self.spoken else wrap(first, self.measure, 2)

    def _group(self, group: Group, number: int) -> None:
        if group.air:
            self.blank()
        start = len(self.lines)
        for place, block in enumerate(group.chosen(number)):
            word = block.word or ("" if place else group.word)
            rows = list(block.rows)
            if self.plain and word:
                rows[:1] = self._labelled(word, rows[0])
            self._beside(word, "name", rows)
        left = (group.total or len(group.blocks)) - number
        if left > 0:
            self.more(start, f"+{left} more")

    def more(self, start: int, text: str) -> None:
        """Say how many are not shown: in the gutter under the first word where there is room, else below, in the column."""
        if not (self.stacked or self.plain):
            for place in range(start + 1, len(self.lines)):
                line = self.lines[place]
                if line.plain.strip() and not line.plain[: self.column].strip():
                    row = line[self.column :]
                    self.lines[place] = Text(" " * self.left + text.ljust(self.column - self.left)).append_text(row)
                    return
        self.put(text)

    # Tables

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Words] | str | Text | None], whole: bool = False) -> None:
        """One line a record, whatever the width; a text among the rows is a heading, `None` a blank line.

        First columns go, in the order of their `drop`, then the flexible one is cut; where that leaves too little of it,
        each record has two lines, as has one with a word that its column has no room for. With `whole` nothing goes and nothing is
        cut: what is too long goes on below.
        """
        cells = [[self.words(cell) for cell in row] if isinstance(row, Sequence) and not isinstance(row, str) else row for row in rows]
        records = [row for row in cells if isinstance(row, list)]
        if not records:
            return
        if self.plain:
            self._spoken_table(columns, cells, whole)
            return
        if whole:
            self._whole_table(columns, records)
            return
        natural = [min(one.most, max([cell_len(one.head), *(row[place].cell_len for row in records)])) for place, one in enumerate(columns)]
        flexible = next((place for place, one in enumerate(columns) if one.flexible), None)
        room = self.width - 2 * self.left
        kept = list(range(len(columns)))
        least = min(natural[flexible], columns[flexible].least) if flexible is not None else 0

        def rest() -> int:
            return sum(natural[place] for place in kept if place != flexible) + GAP * (len(kept) - 1)

        for place in sorted((place for place, one in enumerate(columns) if one.drop), key=lambda place: columns[place].drop):
            if rest() + least > room:
                kept.remove(place)
        if rest() + least > room and self.width < ROOMY:
            self._two_lines(columns, cells, kept, flexible)
            return
        narrowest = {place: max(8, cell_len(columns[place].head)) for place in kept}  # heads are never cut
        widths = {place: natural[place] for place in kept}
        if flexible is not None:
            widths[flexible] = max(min(natural[flexible], room - rest()), narrowest[flexible])
        while sum(widths.values()) + GAP * (len(kept) - 1) > room:  # no flexible column, or the others alone are too wide
            widest = max(widths, key=lambda place: widths[place] - narrowest[place])
            if widths[widest] <= narrowest[widest]:
                break
            widths[widest] -= 1
        if self.heads:
            self.lines.append(self._row(columns, [self.words((one.head, "head")) for one in columns], widths, flexible))
        for row in cells:
            if row is None:
                self.blank()
            elif isinstance(row, list):
                line = self._row(columns, row, widths, flexible)
                if cell_len(line.plain.rstrip()) > self.width:  # a word is longer than its column can be
                    self._two_lines(columns, [row], kept, flexible)
                else:
                    self.lines.append(line)
            else:
                self.blank()
                self.line(row)

    def _row(self, columns: Sequence[Column], row: Sequence[Text], widths: Mapping[int, int], flexible: int | None) -> Text:
        line = Text(" " * self.left)
        places = list(widths)
        over = 0
        for place in places:
            cell, width = row[place], widths[place]
            if columns[place].spill and flexible is not None and place < flexible:
                more = max(min(cell.cell_len - width, widths[flexible] - over - 8), 0)
                width, over = width + more, over + more
            elif place == flexible:
                width, over = width - over, 0
            cell = clip(cell, width, self._more)
            pad = " " * (width - cell.cell_len)
            if columns[place].right:
                line.append(pad).append_text(cell)
            else:
                line.append_text(cell).append("" if place == places[-1] else pad)
            if place != places[-1]:
                line.append(" " * GAP)
        return line

    def _whole_table(self, columns: Sequence[Column], records: Sequence[Sequence[Text]]) -> None:
        """Cells that go on below; where even their longest words do not fit beside each other, a line a cell."""
        room = self.width - 2 * self.left - GAP * (len(columns) - 1)
        widths = [max([cell_len(one.head), *(row[place].cell_len for row in records)]) for place, one in enumerate(columns)]
        least = [
            max([cell_len(one.head), *(cell_len(word) for row in records for word in row[place].plain.split(" "))])
            for place, one in enumerate(columns)
        ]
        widths = [min(width, MEASURE) for width in widths]
        if sum(map(min, widths, least)) > room:
            for number, row in enumerate(records):
                if number:
                    self.blank()
                for one, cell in zip(columns, row, strict=True):
                    if cell.plain:
                        self.item(one.head, cell, role="")
            return
        while sum(widths) > room:
            loose = [place for place, width in enumerate(widths) if width > least[place]]
            widths[max(loose, key=lambda place: widths[place])] -= 1
        if self.heads:
            self.lines += self._whole_row(columns, [self.words((one.head, "head")) for one in columns], widths)
        for row in records:
            self.lines += self._whole_row(columns, row, widths)

    def _whole_row(self, columns: Sequence[Column], row: Sequence[Text], widths: Sequence[int]) -> list[Text]:
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        lines = []
        for number in range(max(map(len, cells))):
            line = Text(" " * self.left)
            for place, (rows, width) in enumerate(zip(cells, widths, strict=True)):
                cell = rows[number] if number < len(rows) else Text()
                pad = " " * (width - cell.cell_len)
                line.append(" " * GAP if place else "")
                line = line.append(pad).append_text(cell) if columns[place].right else line.append_text(cell).append(pad)
            lines.append(line)
        return lines

    def _two_lines(self, columns: Sequence[Column], cells: Sequence[object], kept: Sequence[int], flexible: int | None) -> None:
        for row in cells:
            if row is None:
                self.blank()
            elif isinstance(row, list):
                last = kept[-1] if kept[-1] != flexible else None
                told = {place: self._with_head(columns[place], row[place]) for place in kept[1:]}
                self.line(row[kept[0]], told[last] if last else "")
                others = [cell for place, cell in told.items() if place != last and cell.plain]
                if others:
                    self.put(Text(", ").join(others), indent=self.left + 2)
            else:
                self.blank()
                self.line(row)  # type: ignore[arg-type]

    def _with_head(self, column: Column, cell: Text) -> Text:
        """A cell where no head stands above it: what a number counts is told, and nothing where there is none."""
        if not cell.plain.strip(" ·.-"):
            return Text()
        return self.words(f"{column.head.lower()} ", cell) if column.right else cell

    def _spoken_table(self, columns: Sequence[Column], cells: Sequence[object], whole: bool) -> None:
        """A sentence a record, which begins with its name; with `whole` every cell has its label, and only empty ones go."""
        nothing = " " if whole else " ·.,-"
        for row in cells:
            if isinstance(row, list):
                told = [
                    Text.assemble(self.words(f"{one.head}: " if place or whole else ""), row[place])
                    for place, one in enumerate(columns)
                    if row[place].plain.strip(nothing)
                ]
                self.put(Text(". " if self.spoken else "; ").join(told), indent=self.left)
            elif row is not None:
                self.put(row, indent=self.left)  # type: ignore[arg-type]

    # Addresses, commands

    def address(self, url: str, where: str = "", indent: int | None = None) -> None:
        """A URL, whole and as a link; from the margin on where it is wider than the column."""
        text = self.words(url)
        safe = url if url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and " " not in url else ""
        if self.links and safe:
            text.stylize(Style(link=safe))
        if text.cell_len > self.measure or self.spoken:
            self.lines.append(_behind(0 if text.cell_len + self.left > self.width else self.left, text))
        else:
            self.put(text, where, indent=indent)

    def command(self, line: str) -> Text:
        """A command as one types it: never broken."""
        return self.words((line.replace(" ", GLUE), "live"))

    def commands(self, word: str, rows: Sequence[tuple[str, str]], wide: int = 0) -> None:
        """Commands or options under one word, and beside each what it does; below it where there is little room."""
        wide = wide or max([cell_len(typed) for typed, _ in rows if cell_len(typed) <= BESIDE], default=BESIDE) + GAP
        for number, (typed, what) in enumerate(rows):
            text = self.command(typed)
            room = self.measure - wide
            longest = max(map(cell_len, what.split()), default=0)
            beside = room >= max(NARROWEST - 10, longest) and text.cell_len < wide
            if self.plain:
                self.item("" if number else word, self.words(text, ": ", what))
            elif beside:
                rows_ = self.laid(what, room=self.measure - wide)
                text.append(" " * (wide - text.cell_len)).append_text(rows_[0])
                self._beside("" if number else word, "name", [text, *(_behind(wide, row) for row in rows_[1:])])
            else:
                self._beside("" if number else word, "name", [text])
                self.put(what, indent=self.column + 2)

    def hint(self, *commands: str) -> None:
        """Name commands to type next."""
        self.hints += [command for command in commands if command and command not in self.hints]

    def bar(self, number: float, most: float, columns: int) -> Text:
        """A bar that stands for a number, `columns` long for the highest; never nothing for something."""
        halves = max(1, round(number / most * columns * 2)) if most and number else 0
        return self.words(("━" * (halves // 2) + "╸" * (halves % 2), "live"))

    def progress(self, what: str, done: int, total: int) -> None:
        """A line that says how far something is: with a bar where it fits, since a line that is broken could not be wiped."""
        bar, end = self.bar(done, total, 24), f"{done:,} of {total:,}"
        fits = cell_len(what) + 28 + len(end) < self.width
        self.lines.append(self.words(what, "  ", bar, " " * (26 - bar.cell_len), end) if fits else self.words(f"{what}: {end}"))

    def hint_line(self) -> Text:
        """The commands to type next, as many as one line holds; for a listener each on a line of its own."""
        if self.spoken:
            return Text("\n").join([self.words(hint) for hint in self.hints])
        line = Text(" " * self.left)
        for number, command in enumerate(self.hints):
            text = self.command(command)
            if line.cell_len + text.cell_len + 3 * bool(number) > self.width - self.left:
                continue
            line.append("   " if number and line.plain.strip() else "").append_text(text)
        return line

    # Printing

    def render(self) -> str:
        """The page as text, in the end with its roles as the terminal shows them."""
        show = _Styles(self._roles, self.colour) if self.styled else None
        return "".join(f"{(show(line) if show else line.plain).replace(GLUE, ' ').rstrip()}\n" for line in self.lines)


class _Styles:
    """Prints text in its roles. By hand over Rich's styles: a `Console` would cost as much again as everything else of a page."""

    def __init__(self, settings: str, colour: bool) -> None:
        self._colour = colour
        self._theme = Theme({**ROLES, **_asked(settings)}, inherit=False).styles
        self._combined: dict[tuple[str | Style, ...], Style] = {}

    def __call__(self, text: Text) -> str:
        plain, spans = text.plain, text.spans
        if not spans:
            return plain
        cuts = sorted({0, len(plain), *(span.start for span in spans), *(span.end for span in spans)})
        printed = []
        for start, end in pairwise(cuts):
            roles = tuple(span.style for span in spans if span.start <= start and end <= span.end)
            printed.append(self._style(roles).render(plain[start:end], color_system=ColorSystem.STANDARD) if roles else plain[start:end])
        return "".join(printed)

    def _style(self, roles: tuple[str | Style, ...]) -> Style:
        if roles not in self._combined:
            style = Style.combine(self._theme[role] if isinstance(role, str) else role for role in roles)
            self._combined[roles] = style if self._colour else style.without_color
        return self._combined[roles]


def _asked(settings: str) -> dict[str, Style]:
    """The roles that the reader wants to look otherwise, such as "live=36:faint=0"; what is none is passed over."""
    found = {}
    for setting in filter(None, settings.split(":")):
        role, _, codes = setting.partition("=")
        if role in ROLES and re.fullmatch(r"[0-9;]+", codes):
            spans = Text.from_ansi(f"\x1b[{codes}m.").spans
            style = spans[0].style if spans else Style.null()
            found[role] = style if isinstance(style, Style) else Style.null()
    return found


_JSON = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*"(?=:))|(?P<text>"(?:[^"\\]|\\.)*")|(?P<live>-?\d[\d.eE+-]*|true|false|null)|(?P<faint>[][{},:]+)'
)


def drawn_json(text: str, *, colour: bool, roles: str = "") -> str:
    """Indented JSON with its keys, numbers and punctuation in their roles."""
    page = Page(styled=True, colour=colour, roles=roles)
    for line in text.replace(GLUE, f"\\u{ord(GLUE):04x}").rstrip("\n").split("\n"):
        row = Text(line)
        for match in _JSON.finditer(line):
            if match.lastgroup not in (None, "text"):
                row.stylize(str(match.lastgroup), *match.span())
        page.lines.append(row)
    return page.render()


def glued(text: Text) -> Text:
    """A text that is not broken at its blanks."""
    whole = text.copy()
    whole.plain = whole.plain.replace(" ", GLUE)
    return whole


def loosened(text: Text, width: int) -> Text:
    """A text that may be broken within what is wider than the line by itself; but commands are never broken."""
    if GLUE not in text.plain:
        return text
    live = [range(span.start, span.end) for span in text.spans if span.style == "live"]
    parts = re.split(r"( +)", text.plain)
    starts = accumulate(map(len, parts), initial=0)
    tight = [
        cell_len(part) <= width or any(place in one for one in live for place in range(start, start + len(part)))
        for part, start in zip(parts, starts, strict=False)
    ]
    loose = text.copy()
    loose.plain = "".join(part if kept else part.replace(GLUE, " ") for part, kept in zip(parts, tight, strict=True))
    return loose


def wrap(text: Text, width: int, hang: int = 0) -> list[Text]:
    """Break a text at blanks and nowhere else; a word that is longer than the line stands out whole.

    Lines after the first are indented by `hang`. A last line of one short word takes a second one down.
    """
    if text.cell_len <= width:
        return [text]
    text = loosened(text, width - hang)
    rows = breaks(text.plain, width, hang)
    return [_behind(hang if number else 0, text[start:end]) for number, (start, end) in enumerate(rows)] or [Text()]


def breaks(plain: str, width: int, hang: int = 0) -> list[list[int]]:
    """Where the lines of a text begin and end."""
    rows: list[list[int]] = []
    for match in re.finditer(r"[^ ]+", plain):
        start, end = match.span()
        if rows and cell_len(plain[rows[-1][0] : end]) + (hang if len(rows) > 1 else 0) <= width:
            rows[-1][1] = end
        else:
            rows.append([start, end])
    if len(rows) > 1 and " " not in plain[slice(*rows[-1])] and rows[-1][1] - rows[-1][0] < 8:
        start, end = rows[-2]
        blank = plain.rfind(" ", start, end)
        if blank > start and blank - start >= width * 2 / 3:
            rows[-2][1], rows[-1][0] = blank, blank + 1
    return rows


def clip(text: Text, width: int, more: str = "…") -> Text:
    """A text on one line: cut at a blank, with an ellipsis for the words that are left out; never inside a word.

    A first word that is too long by itself stays whole.
    """
    if text.cell_len <= width:
        return text
    text = loosened(text, width)
    plain = text.plain
    cut = len(plain)
    while cut > 0 and cell_len(plain[:cut].rstrip(" ,;:.–·(" + GLUE)) > width - 1 - cell_len(more):
        cut = plain.rfind(" ", 0, cut)
    if cut <= 0:
        return text[: (plain + " ").index(" ")]
    body = plain[:cut].rstrip(" ,;:.–·(" + GLUE)
    return text[: len(body)].append(f" {more}")


def _place(rows: list[Text], place: Text, room: int, hang: int) -> None:
    """Put a place at the right end of the last row; where it does not fit, the last word goes down with it."""
    last = rows[-1]
    free = room - last.cell_len - place.cell_len
    if free >= 2:
        rows[-1] = last.copy().append(" " * free).append_text(place)
        return
    plain = last.plain
    blank = plain.rstrip().rfind(" ")
    word = last[blank + 1 :]
    if plain[:blank].strip() and hang + word.cell_len + 2 + place.cell_len <= room:
        rows[-1] = last[:blank]
        free = room - hang - word.cell_len - place.cell_len
        rows.append(_behind(hang, word).append(" " * free).append_text(place))
    else:
        rows += [_behind(max(0, room - row.cell_len), row) for row in wrap(place, room)]


def _behind(indent: int, text: Text) -> Text:
    return Text(" " * indent).append_text(text) if indent else text.copy()


def _ended(text: Text) -> Text:
    return text if not text.plain or text.plain.rstrip()[-1:] in ".!?…:" else text.copy().append(".")


def _begun(text: Text) -> Text:
    """A text that begins a sentence."""
    return Text(text.plain[:1].upper()).append_text(text[1:])


def _label(word: str) -> str:
    return f"{word[:1].upper()}{word[1:]}: "


def _as_said(match: re.Match[str]) -> str:
    numbers = match[2].replace(GLUE, " ").replace("–", " to ")
    return f"{', ' if match.start() else ''}paragraph{'s' if len(numbers.split()) > 1 else ''} {numbers}"

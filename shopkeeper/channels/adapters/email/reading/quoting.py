"""The new words of a mail: what its writer added, with quotes and signature set aside, in one pass over the lines.

Three habits are told apart: answering above (all from the divider on is quote), below (all after the quoted lines is new) and
between (quoted lines go, the words between them stay). Where nobody can tell, words are kept: better too much than a word lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import signatures
from .attributions import Divider, divider, header_lines, shared_line, unglued
from .html_text import rendered
from .quote_marks import CUT, Marks

MOST_LINES = 2_000
MOST_ABOVE = 800
_QUOTED = re.compile(r"^\s{0,3}(?:>|\|(?: |$)|[A-Za-z]{1,3}>(?: |$))")
_LINK_BIT = re.compile(r"^\s{0,5}[(<]?https?://\S{1,2000}\s?[)>]{0,2}\s?>?\s*$|^\s{0,5}[(<]https?://\S{1,2000}.{0,5}$")
_BLANKS = re.compile(r"\n{3,}")


@dataclass(slots=True, frozen=True)
class Split:
    """A mail's text in three: new words, quoted words, signature."""

    new: str
    quoted: str
    signature: str


def split_text(text: str) -> Split:
    """Split plain text. Never raises; linear in the text's length."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").removeprefix("\ufeff").split("\n")
    return _split(lines[:MOST_LINES], lines[MOST_LINES:])


def split_html(source: str) -> Split:
    """Split HTML by its containers first, then by its words."""
    lines = rendered(source, Marks()).split("\n")
    if CUT not in lines:
        return _split(lines[:MOST_LINES], lines[MOST_LINES:], False)
    place = lines.index(CUT)
    above = _split(lines[:place][:MOST_LINES], [], False)
    below = "\n".join(line for line in lines[place:] if line != CUT).strip("\n")
    if not above.new:
        return _split([line for line in lines if line != CUT][:MOST_LINES], [], False)
    return Split(above.new, "\n".join(piece for piece in (above.quoted, below) if piece), above.signature)


def _split(lines: list[str], beyond: list[str], by_hand: bool = True) -> Split:
    """`by_hand`: a quote without an attribution may have been typed on purpose (in HTML it is the program's)."""
    lines = _unshared(unglued(lines))
    quoted = _quoted_lines(lines, by_hand)
    new = [line for line, is_quote in zip(lines, quoted, strict=True) if not is_quote]
    old = [line for line, is_quote in zip(lines, quoted, strict=True) if is_quote]
    (old if quoted and quoted[-1] else new).extend(beyond)
    start = signatures.split(new)
    return Split(_joined(new[:start]), _joined(old), _joined(new[start:]))


def _joined(lines: Sequence[str]) -> str:
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n").rstrip()


def _unshared(lines: list[str]) -> list[str]:
    """Lines where words and an attribution share a line are cut in two."""
    out: list[str] = []
    for place, line in enumerate(lines):
        cut = (
            shared_line(line, _quote_follows(lines, place + 1))
            if len(line) > 20 and line.rstrip().endswith((":", "-"))
            else -1
        )
        if cut > 0 and line[:cut].strip() and not _QUOTED.match(line):
            out.extend((line[:cut].rstrip(), line[cut:].strip()))
        else:
            out.append(line)
    return out


def _quote_follows(lines: Sequence[str], at: int) -> bool:
    for place in range(at, min(len(lines), at + 3)):
        if lines[place].strip():
            return bool(_QUOTED.match(lines[place]))
    return False


def _quoted_lines(lines: list[str], by_hand: bool) -> list[bool]:
    """For each line, is it another's?"""
    marked = [bool(_QUOTED.match(line)) for line in lines]
    found = _first_divider(lines, marked)
    if found is None:
        return _without_divider(lines, marked, by_hand)
    before = any(line.strip() and not quote for line, quote in zip(lines[: found.at], marked[: found.at], strict=True))
    follows = _quote_follows(lines, found.to)
    if found.kind == "wrote" and (follows or marked[found.at]):
        return _answered(lines, marked, found)
    if not before and (below := _answered_below(lines, marked, found)) is not None:
        return _answered(lines, marked, below)
    if found.kind == "wrote" and not before:
        return [found.at <= place < found.to for place in range(len(lines))]
    return [place >= found.at or (marked[place] and before) for place in range(len(lines))]


def _answered_below(lines: list[str], marked: list[bool], found: Divider) -> Divider | None:
    """A copied head that the mail begins with, marked quotes and unmarked words after it: some programs head their quotes so."""
    if found.kind not in {"original", "block", "ruled"} or marked[found.at]:
        return None
    start = found.to
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = _head_end(lines, start) if found.kind == "original" else found.to
    after = [quote for line, quote in zip(lines[end:], marked[end:], strict=True) if line.strip()]
    return Divider(found.at, end, "wrote") if any(after) and not all(after) and _quote_follows(lines, end) else None


def _head_end(lines: list[str], start: int) -> int:
    """What stands under "Original Message": a copied head, or (Proton) an attribution."""
    if start < len(lines) and (inner := divider(lines, start)) is not None and inner.kind == "wrote":
        return inner.to
    return header_lines(lines, start)[0]


def _first_divider(lines: list[str], marked: list[bool]) -> Divider | None:
    for place, line in enumerate(lines[:MOST_ABOVE]):
        if not line.strip() or (marked[place] and place and marked[place - 1]):
            continue
        found = divider(lines, place)
        if found is not None and not (marked[place] and found.kind == "block" and _answer_below(lines, marked, place)):
            return found
    return None


def _answer_below(lines: list[str], marked: list[bool], place: int) -> bool:
    return any(line.strip() and not quote for line, quote in zip(lines[place:], marked[place:], strict=True))


def _without_divider(lines: list[str], marked: list[bool], by_hand: bool) -> list[bool]:
    """No attribution: quoted lines at the end go; a quote with words after it was put there on purpose and stays."""
    last = max((place for place, line in enumerate(lines) if line.strip() and not marked[place]), default=-1)
    if last < 0:
        return [False] * len(lines)
    if not by_hand:
        return marked
    return [place > last and (quote or not lines[place].strip()) for place, quote in enumerate(marked)]


def _answered(lines: list[str], marked: list[bool], found: Divider) -> list[bool]:
    """An attribution with quoted lines: those go, and every later attribution; unquoted words after them are answers."""
    out = [False] * len(lines)
    place = found.at
    while place < len(lines):
        inner = None if marked[place] or not lines[place].strip() else divider(lines, place)
        if place == found.at or inner is not None:
            chosen = found if place == found.at else inner
            assert chosen is not None
            if chosen.kind != "wrote" or not (chosen is found or _quote_follows(lines, chosen.to) or marked[chosen.at]):
                out[place:] = [True] * (len(lines) - place)
                break
            out[place : chosen.to] = [True] * (chosen.to - place)
            place = chosen.to
            continue
        out[place] = marked[place] or _belongs(lines, marked, place)
        place += 1
    return _with_blanks(lines, out, found.at)


def _belongs(lines: list[str], marked: list[bool], place: int) -> bool:
    """An unmarked line inside a quote: a link that broke, or the wrapped tail of a long quoted line."""
    if not lines[place].strip() or place == 0 or place + 1 >= len(lines):
        return False
    if _LINK_BIT.match(lines[place][:2000]) and (marked[place - 1] or marked[place + 1]):
        return True
    if not (marked[place - 1] and marked[place + 1]):
        return False
    above = lines[place - 1].rstrip()
    return len(above) >= 60 and above[-1] not in ".?!:" and lines[place].lstrip()[:1].islower()


def _with_blanks(lines: list[str], quoted: list[bool], start: int) -> list[bool]:
    """Blank lines between quoted lines are quote too."""
    waiting: list[int] = []
    inside = False
    for place in range(start, len(lines)):
        if quoted[place]:
            for blank in waiting if inside else []:
                quoted[blank] = True
            waiting, inside = [], True
        elif lines[place].strip():
            waiting, inside = [], False
        else:
            waiting.append(place)
    return quoted

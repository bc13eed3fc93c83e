"""From bytes to rows, wherever in the file one begins: each row with its line and the byte after it, so that reading can go on there.

RFC 4180 and what programs make of it: any delimiter, line ends of any kind, quoted line breaks, rows too short or too long.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple

from shopkeeper.commerce.model.files import FilePlan

LONGEST_ROW = 1_000_000
"""Bytes. A quote that is never closed would else swallow the file."""
_LONG = 65_536
_WIDE = {"utf-16-le": b"\n\x00", "utf-16-be": b"\x00\n"}


class Row(NamedTuple):
    """`cells` None: it cannot be read, and `problem` says why. `start` and `end` count bytes of the file, `next` is the line after."""

    line: int
    next: int
    start: int
    end: int
    cells: list[str] | None
    problem: str = ""


class Place(NamedTuple):
    """Where to go on: the byte, and the line that begins there (1 for the first)."""

    at: int = 0
    line: int = 1


def rows_in(data: bytes, plan: FilePlan, place: Place, *, last: bool) -> Iterator[Row]:
    """The whole rows of `data`, which begins at `place`; empty ones left out. `last`: the file ends with it."""
    at, line = place
    begun: list[bytes] = []
    held, is_open, quote = 0, False, _written('"', plan)
    for raw in _lines(data, plan.encoding, last=last):
        begun.append(raw)
        held += len(raw)
        if plan.quoted and raw.count(quote) % 2:
            is_open = not is_open and (len(begun) > 1 or _begins_cell(raw, quote, plan))
        if is_open and held <= LONGEST_ROW:
            continue
        yield from (_torn if len(begun) > 1 and held > LONGEST_ROW else _row)(begun, plan, at, line)
        at, line, held, is_open = at + held, line + len(begun), 0, False
        begun = []
    if begun and last:
        yield from _torn(begun, plan, at, line)


def _row(begun: list[bytes], plan: FilePlan, at: int, line: int) -> Iterator[Row]:
    size = sum(map(len, begun))
    if size > LONGEST_ROW:
        yield Row(line, line + len(begun), at, at + size, None, "too_long")
        return
    text = b"".join(begun).decode(plan.encoding, "replace").replace("\x00", "").removeprefix("\ufeff")
    bare = text.rstrip("\r\n")
    if not bare.strip():
        return
    if not plan.quoted or '"' not in bare:
        yield Row(line, line + len(begun), at, at + size, bare.split(plan.delimiter))
        return
    try:
        cells = next(csv.reader([text], delimiter=plan.delimiter, skipinitialspace=True))
    except csv.Error:
        torn = (
            _torn(begun, plan, at, line) if len(begun) > 1 else [Row(line, line + 1, at, at + size, None, "too_long")]
        )
        yield from torn
        return
    yield Row(line, line + len(begun), at, at + size, cells)


def _torn(begun: list[bytes], plan: FilePlan, at: int, line: int) -> Iterator[Row]:
    """Quotes that are never closed: the line that opened them is told, and those after it are read as they stand."""
    first, *others = begun
    yield Row(line, line + 1, at, at + len(first), None, "quote_open")
    at, line = at + len(first), line + 1
    for raw in others:
        yield from _row([raw], plan, at, line)
        at, line = at + len(raw), line + 1


def _begins_cell(raw: bytes, quote: bytes, plan: FilePlan) -> bool:
    """Whether the first quote of a line opens a cell; a 5" pipe has one of its own."""
    before = raw[: raw.index(quote)].rstrip(b" ")
    return not before.strip(b"\xef\xbb\xbf\xff\xfe\x00") or before.endswith(_written(plan.delimiter, plan))


def _written(sign: str, plan: FilePlan) -> bytes:
    return sign.encode(plan.encoding if plan.encoding in _WIDE else "ascii")


def _lines(data: bytes, encoding: str, *, last: bool) -> Iterator[bytes]:
    """Lines with their ends; the last one only where it is whole."""
    end = _WIDE.get(encoding) or _end_of_lines(data, last=last)
    start = 0
    while (found := _find(data, end, start)) >= 0:
        yield data[start : found + len(end)]
        start = found + len(end)
    if last and start < len(data):
        yield data[start:]


def _find(data: bytes, end: bytes, start: int) -> int:
    found = data.find(end, start)
    while found >= 0 and (found - start) % len(end):
        found = data.find(end, found + 1)
    return found


def _end_of_lines(data: bytes, *, last: bool) -> bytes:
    """Old spreadsheets on a Mac end lines with CR alone; a short stretch without LF is no sign of it yet."""
    return b"\r" if b"\n" not in data and b"\r" in data[:-1] and (last or len(data) > _LONG) else b"\n"

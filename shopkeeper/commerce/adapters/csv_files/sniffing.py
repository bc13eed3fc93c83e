"""How a file is written: its encoding, what stands between its columns, whether quotes mean anything, and which line names the columns."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from msgspec import structs

from shopkeeper.commerce.adapters.csv_files.rows import Place, rows_in
from shopkeeper.commerce.model.files import FilePlan

DELIMITERS = ",;\t|"
_LOOKED_AT = 50


def written(head: bytes, plan: FilePlan, *, whole: bool) -> FilePlan:
    """The plan with encoding, delimiter and quotes as the first bytes of the file show them. `whole`: it has no more bytes."""
    plan = structs.replace(plan, encoding=encoding_of(head, whole=whole))
    found = max(
        (structs.replace(plan, delimiter=one) for one in DELIMITERS), key=lambda one: _evenness(head, one, whole)
    )
    bare = structs.replace(found, quoted=False)
    return bare if _evenness(head, bare, whole) > _evenness(head, found, whole) else found


def encoding_of(head: bytes, *, whole: bool) -> str:
    """By its mark, by its zeros, by being UTF-8; else what spreadsheets of the West write, where every byte is a letter."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    even, odd = head[0:4_000:2].count(0), head[1:4_000:2].count(0)
    if max(even, odd) > len(head[:4_000]) // 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def first_rows(head: bytes, plan: FilePlan, *, whole: bool, most: int = _LOOKED_AT) -> list[tuple[int, list[str]]]:
    """(line, cells) of the first rows."""
    found = []
    for row in rows_in(head, plan, Place(), last=whole):
        if row.cells is not None:
            found.append((row.line, [cell.strip() for cell in row.cells]))
        if len(found) == most:
            break
    return found


def header_of(rows: Sequence[tuple[int, list[str]]], known: Sequence[int]) -> int:
    """The line that names the columns: of the first ten the one with most names we know (`known`, beside `rows`); 0 where all are data."""
    if not rows:
        return 0
    first = rows[:10]
    best = max(range(len(first)), key=lambda at: (known[at], -at))
    if known[best]:
        return first[best][0]
    usual = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    named = next(((line, cells) for line, cells in first if len(cells) == usual), first[0])
    return 0 if any("@" in cell or cell[:1].isdigit() for cell in named[1]) else named[0]


def _evenness(head: bytes, plan: FilePlan, whole: bool) -> float:
    """How well this way of reading makes a table: rows that are as wide as most, and not one column."""
    rows = islice(rows_in(head, plan, Place(), last=whole), _LOOKED_AT)
    widths = Counter(len(row.cells) if row.cells is not None else 0 for row in rows)
    if not widths:
        return 0.0
    width, many = max(widths.items(), key=lambda one: (one[1], one[0]))
    return 0.0 if width < 2 else many / widths.total() + min(width, 40) / 100

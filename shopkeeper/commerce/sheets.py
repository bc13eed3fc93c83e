"""A table to take along, as a spreadsheet opens it: nothing that somebody typed is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What makes a spreadsheet compute (OWASP, "CSV Injection"): such a cell is kept as text by the quote in front of it.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def sheet(heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """UTF-8 with the mark that spreadsheets need to see that it is; lines end as RFC 4180 says."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS) else cell

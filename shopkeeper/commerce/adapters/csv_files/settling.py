"""An owner's plan looked over: what cannot be is told at its field."""

from __future__ import annotations

from collections import Counter
from zoneinfo import available_timezones

from msgspec import structs

from shopkeeper.commerce.adapters.csv_files.fields import NEEDED, fits
from shopkeeper.commerce.adapters.csv_files.sniffing import DELIMITERS
from shopkeeper.commerce.adapters.csv_files.values import plain
from shopkeeper.commerce.adapters.csv_files.words import MEANINGS
from shopkeeper.commerce.model.files import FilePlan, FileShape
from shopkeeper.kit.errors import Invalid

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15", "cp1250", "mac-roman", "shift_jis")
_LACKING = {
    "number": "Say which column holds the order number.",
    "placed_at": "Say which column holds the day of the order.",
    "email": "Say which column holds an e-mail address, a phone number or a customer number.",
    "title": "Say which column holds the name of the product.",
}


def assert_readable(plan: FilePlan) -> None:
    """Raises Invalid unless a file can be read like this at all."""
    wrong = {}
    if plan.encoding not in ENCODINGS:
        wrong["encoding"] = f"One of {', '.join(ENCODINGS)}."
    if plan.delimiter not in tuple(DELIMITERS):
        wrong["delimiter"] = "A comma, a semicolon, a tab or a bar."
    if not 0 <= plan.header <= 10:
        wrong["header"] = "One of the first ten lines, or 0 where no line names the columns."
    if wrong:
        raise Invalid("The file cannot be read like this.", fields=wrong)


def settled(plan: FilePlan, shape: FileShape) -> FilePlan:
    """The plan as it is kept: a field for each column, words as they are compared. Raises Invalid with `fields`."""
    columns = (*plan.columns, *[""] * len(shape.columns))[: len(shape.columns)]
    wrong = _of_columns(plan, columns) | _of_values(plan)
    if wrong:
        raise Invalid("Please look at these again.", fields=wrong)
    words = {
        field: {plain(word): meaning for word, meaning in said.items() if meaning in MEANINGS[field]}
        for field, said in plan.words.items() if field in MEANINGS
    }  # fmt: skip
    return structs.replace(plan, columns=columns, currency=plan.currency.upper(), words=words)


def _of_columns(plan: FilePlan, columns: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with the columns, and what is lacking."""
    wrong = {}
    twice = [field for field, n in Counter(columns).items() if field and n > 1]
    for at, field in enumerate(columns):
        if field and not fits(field, plan.kind):
            wrong[f"columns.{at}"] = "A file of this kind has no such field."
        elif field in twice:
            wrong[f"columns.{at}"] = "Two columns cannot mean the same. Choose one of them."
    if not wrong:
        lacking = [_LACKING[one[0]] for one in NEEDED[plan.kind] if not set(one) & set(columns)]
        wrong |= {"columns": " ".join(lacking)} if lacking else {}
    return wrong


def _of_values(plan: FilePlan) -> dict[str, str]:
    wrong = {}
    if plan.zone not in available_timezones():
        wrong["zone"] = "A place like Europe/Berlin."
    if len(plan.currency) != 3 or not plan.currency.isalpha() or not plan.currency.isascii():
        wrong["currency"] = "Three letters, like EUR."
    if plan.decimal not in (".", ","):
        wrong["decimal"] = "A point or a comma."
    if plan.payment not in ("paid", "unpaid"):
        wrong["payment"] = "Paid or unpaid."
    if plan.known_by not in ("address", "number"):
        wrong["known_by"] = "By address or by number."
    return wrong

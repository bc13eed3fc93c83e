"""Pieces, worths and notes: what every store adapter counts the same way, whoever the shop is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shopkeeper.commerce import wording
from shopkeeper.commerce.errors import CannotDo, NoSuchLine, NoSuchVariant, TooMuch
from shopkeeper.commerce.model import (
    AcceptReturn,
    EditCustomer,
    EditOrderNotes,
    Item,
    Line,
    Order,
    Pieces,
    ReplaceLines,
    Variant,
)
from shopkeeper.commerce.money import Money, total


def line_of(order: Order, line_id: str) -> Line:
    """Raises NoSuchLine."""
    found = next((line for line in order.lines if line.id == line_id), None)
    if found is None:
        raise NoSuchLine
    return found


def variant_of(variants: Mapping[str, Variant], variant_id: str, pieces: int) -> Variant:
    """What is to be sold. Raises NoSuchVariant, CannotDo where there are not so many."""
    found = variants.get(variant_id)
    if found is None:
        raise NoSuchVariant
    if not found.available or (found.stock is not None and found.stock < pieces):
        left = f" ({found.stock} left)" if found.stock else ""
        raise CannotDo(f"“{named(found)}” is not in stock{left}. Choose another.")
    return found


def named(variant: Variant) -> str:
    """A thing with its options: “Scarf red / long”."""
    return f"{variant.title} {' / '.join(variant.options.values())}".strip()


def left_to_send(line: Line) -> int:
    return line.quantity - line.cancelled - line.fulfilled


def refundable(order: Order) -> Money:
    """What came in and did not go back yet."""
    return order.paid - order.refunded


def together(pieces: Iterable[Pieces]) -> dict[str, int]:
    """The same line named twice counts together. Raises TooMuch for less than one piece."""
    found: dict[str, int] = {}
    for one in pieces:
        if one.quantity < 1:
            raise TooMuch("Say how many pieces: at least one.")
        found[one.line_id] = found.get(one.line_id, 0) + one.quantity
    return found


def sent_again(order: Order, action: ReplaceLines) -> dict[str, int]:
    """Pieces by line that go out once more. Raises TooMuch, NoSuchLine."""
    if not action.pieces:
        raise TooMuch("Say which pieces to send again.")
    wanted = together(Pieces(one.line_id, one.quantity) for one in action.pieces)
    for line_id, pieces in wanted.items():
        line = line_of(order, line_id)
        if pieces > line.quantity:
            raise TooMuch(f"Of “{line.title}” {line.quantity} were bought.")
    return wanted


def coming_back(order: Order, action: AcceptReturn) -> dict[str, int]:
    """Pieces by line that may come back. Raises TooMuch, NoSuchLine."""
    if not action.lines:
        raise TooMuch("Say which pieces come back.")
    wanted = together(Pieces(one.line_id, one.quantity) for one in action.lines)
    for line_id, pieces in wanted.items():
        line = line_of(order, line_id)
        if pieces > line.fulfilled - line.returned:
            raise TooMuch(f"Of “{line.title}” {line.fulfilled - line.returned} can come back, not {pieces}.")
    return wanted


def worth(line: Line, pieces: int, given: int | None = None) -> Money:
    """What the next `pieces` are worth, after `given` (those paid back already): so that all of them make the line's total.

    Raises TooMuch.
    """
    given = line.refunded if given is None else given
    left = line.quantity - given
    if not 1 <= pieces <= left:
        raise TooMuch(f"Of “{line.title}” {left} of {line.quantity} are left to pay back, not {pieces}.")
    return total(line.total.split([1] * line.quantity)[given : given + pieces], line.total.currency)


def instead_of(line: Line, pieces: int, gone: Money) -> Item:
    """The row of a preview for what is taken out and swapped for another."""
    title = f"{line.title} {line.variant}".strip()
    return wording.item("instead_of", title=title, quantity=pieces, amount=-gone)


def changed_items(action: EditOrderNotes | EditCustomer) -> tuple[Item, ...]:
    """The rows of a preview that say what becomes of note and tags."""
    note = [wording.item("note", note=action.note)] if action.note is not None else []
    tags = [wording.item("tag", tag=tag) for tag in action.add_tags]
    return (*note, *tags, *(wording.item("untag", tag=tag) for tag in action.drop_tags))


def tags_after(tags: Iterable[str], action: EditOrderNotes | EditCustomer) -> tuple[str, ...]:
    """The tags as they will be, each once, in the order they came."""
    return tuple(tag for tag in dict.fromkeys((*tags, *action.add_tags)) if tag not in action.drop_tags)

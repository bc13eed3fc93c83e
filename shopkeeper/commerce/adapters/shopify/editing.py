"""Changing what is in an order before it goes: a session is begun, changes are staged in it, one mutation makes them true.

https://shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/edit-orders. Until the commit the order is untouched, so
whatever fails before surely did nothing. The commit leaves our key beside it; what the order costs less is then given back under the
same key, and whoever finds the first without the second goes on there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import counting, marks, offers, paying, queries
from shopkeeper.commerce.adapters.shopify.client import act, query, refuse
from shopkeeper.commerce.adapters.shopify.orders import gid, read
from shopkeeper.commerce.adapters.shopify.reading import key_in, noted
from shopkeeper.commerce.counting import instead_of, line_of, refundable, together, worth
from shopkeeper.commerce.errors import CannotDo, Stale, StoreRefused, TooMuch
from shopkeeper.commerce.model import (
    Done,
    EditLines,
    Item,
    Line,
    Link,
    Order,
    PaymentState,
    Pieces,
    Preview,
    Target,
)
from shopkeeper.commerce.money import Money, money, zero
from shopkeeper.commerce.weighing import raised

Node = dict[str, Any]

_PAID = frozenset({PaymentState.paid, PaymentState.part_refunded})


class Wish(Struct, frozen=True):
    """An edit as Shopify takes it: how many pieces each line will have, how many of each variant are new."""

    kept: dict[str, int]
    added: dict[str, int]


class Mark(Struct, frozen=True):
    """What the metafield of a committed edit says: what goes back to the customer, and how to see that it is true.

    `lines`: how many lines the order has at least (0: none was added); `before`: a digest of how many pieces each line had.
    """

    back: str
    lines: int
    before: str


def wish_of(order: Order, action: EditLines) -> Wish:
    """Raises CannotDo, TooMuch, NoSuchLine."""
    if order.cancelled_at is not None:
        raise CannotDo("This order is cancelled already.")
    if any(one.price is not None for one in action.added):
        raise CannotDo("Shopify adds things to an order at the shop's own price. Make a new order for another price.")
    kept, added = _kept(order, action), _added(action)
    if not kept and not added:
        raise TooMuch("Say what to change.")
    return Wish(kept, added)


def _kept(order: Order, action: EditLines) -> dict[str, int]:
    swapped = together(Pieces(one.line_id, one.quantity) for one in action.swaps)
    kept = {line_id: _alive(line_of(order, line_id)) - count for line_id, count in swapped.items()}
    for one in action.quantities:
        line = line_of(order, one.line_id)
        if one.line_id in kept:
            raise TooMuch(f"“{line.title}” is changed twice. Change it once.")
        _alive(line)
        kept[one.line_id] = one.quantity
    wrong = next((line_id for line_id, count in kept.items() if count < 0), None)
    if wrong is not None:
        raise TooMuch(f"Of “{line_of(order, wrong).title}” {_alive(line_of(order, wrong))} can be changed.")
    # What stays as it is would leave nothing to know the edit by when its answer is lost.
    return {line_id: count for line_id, count in kept.items() if count != _alive(line_of(order, line_id))}


def _added(action: EditLines) -> dict[str, int]:
    wanted = [Pieces(one.variant_id, one.quantity) for one in action.swaps]
    return together([*wanted, *(Pieces(one.variant_id, one.quantity) for one in action.added)])


def _alive(line: Line) -> int:
    """Pieces that can be changed. Raises CannotDo for a line that is on its way: only what is not sent can be edited."""
    if line.id == counting.OTHER:
        raise CannotDo("Duties, tips and fees are no pieces.")
    if line.fulfilled:
        raise CannotDo(f"“{line.title}” is on its way already. Take it back as a return, or send something else.")
    return line.quantity - max(line.cancelled, line.refunded)


# --- before ---


async def preview(link: Link, target: Target, action: EditLines, seen: Order) -> Preview:
    """Reckoned from the order and today's prices: a session of Shopify's would be two questions. Tax is the shop's last word."""
    wish = wish_of(seen, action)
    more = [(str(line.variant_id), pieces) for line, pieces in raised(action, seen) if line.variant_id]
    stands = await offers.standing(link, target, seen, [*wish.added.items(), *more])
    if stands.node["cancelledAt"]:
        raise CannotDo("This order is cancelled already.")
    foreign = any(one.price.currency != seen.currency for one in stands.offers.values())
    items = _items(seen, action, stands.offers)
    if foreign:
        bare = tuple(replace(one, amount=None) for one in items)
        warnings = (wording.warning("other_currency"),)
        return Preview(
            action="edit_lines",
            version=target.version,
            items=bare,
            warnings=warnings,
            exact=False,
            prices=stands.prices,
        )
    return replace(_shown(target, action, seen, items), prices=stands.prices)


def _shown(target: Target, action: EditLines, seen: Order, items: tuple[Item, ...]) -> Preview:
    balance, nothing = -paying.of_items(items, seen.currency), zero(seen.currency)
    back = min(-balance, refundable(seen), key=lambda one: one.minor) if seen.payment_state in _PAID else nothing
    if balance < nothing and back != -balance:
        items = (*items, wording.item("not_paid", amount=-balance - back))
    return Preview(
        action="edit_lines", version=target.version, items=items, exact=False,
        to_customer=back if balance < nothing and back else None, from_customer=balance if balance > nothing else None,
        way=(action.way or "original") if balance < nothing and back else None,
    )  # fmt: skip


def _items(seen: Order, action: EditLines, offered: Mapping[str, offers.Offer]) -> tuple[Item, ...]:
    items = list[Item]()
    for swap in action.swaps:
        line, offer = line_of(seen, swap.line_id), offered[swap.variant_id]
        gone = worth(line, swap.quantity, line.quantity - swap.quantity)
        items.append(instead_of(line, swap.quantity, gone))
        items.append(Item(words=offer.words, quantity=swap.quantity, amount=_cost(offer.price * swap.quantity, line)))
    for one in action.quantities:
        line = line_of(seen, one.line_id)
        more = one.quantity - _alive(line)
        cost, before = line.total.share(more, line.quantity), _alive(line)
        items.append(wording.item("count", title=line.title, after=one.quantity, before=before, amount=cost))
    for added in action.added:
        offer = offered[added.variant_id]
        cost = _cost(offer.price * added.quantity, seen.lines[0]) if seen.lines else offer.price * added.quantity
        items.append(Item(words=offer.words, quantity=added.quantity, amount=cost))
    return tuple(items)


def _cost(price: Money, line: Line) -> Money:
    """A price as the customer pays it, where tax comes on top: at the rate of a line she has."""
    if price.currency != line.total.currency:
        return price
    net = line.unit_price * line.quantity - (line.discount or zero(price.currency))
    return price.share(line.total.minor, net.minor) if net and line.tax and line.total > net else price


# --- doing ---


async def perform(link: Link, node: Node, order: Order, action: EditLines, key: str) -> Done:
    """Goes on where an earlier try ended. Raises Stale, CannotDo, TooMuch and what the shop says."""
    reference = f"edit-{key}"
    if not begun(node):
        wish = wish_of(order, action)
        session = await _begin(link, node)
        back = await _staged(link, session, wish, order.currency)
        note = noted(action.reason, key)
        variables = {"id": session, "notify": action.notify, "note": note, "mark": _mark(node, key, wish, back)}
        await marks.act(link, queries.COMMIT_EDIT, variables, "orderEditCommit")
    else:
        back = money(_read(node).back, order.currency)
    words = await _give_back(link, order, action, back, key) if back else ""
    done = await marks.after(link, order, reference)
    return Done(reference=reference, order=done.order, pay_url=done.pay_url, pending=done.pending, words=words)


def found(node: Node, key: str) -> Done | None:
    """What stands under the key. None also where only half is done: performing again does the rest."""
    if not begun(node):
        return None
    order = read(node)
    back = money(_read(node).back, order.currency)
    if back and not any(key_in(one.get("note")) == key for one in node["refunds"]):
        return None
    return Done(reference=f"edit-{key}", order=order, pay_url=marks.pay_url(node))


def begun(node: Node) -> bool:
    """Whether the edit of this key was committed: it is marked, and the order shows it (a mark is left even where the shop refused)."""
    if not marks.marked(node).startswith("edited/"):
        return False
    mark = _read(node)
    return len(node["lineItems"]) >= mark.lines if mark.lines else _digest(node) != mark.before


async def _begin(link: Link, node: Node) -> str:
    """The session's id. Raises Stale where somebody was quicker."""
    made = (await query(link, queries.BEGIN_EDIT, {"id": node["id"]}))["orderEditBegin"]
    refuse(link, made)
    if made["calculatedOrder"]["originalOrder"]["updatedAt"] != node["updatedAt"]:
        raise Stale
    return str(made["calculatedOrder"]["id"])


async def _staged(link: Link, session: str, wish: Wish, currency: str) -> Money:
    """Stages all changes in one question; what the order then costs less than was paid.

    A CalculatedLineItem has its LineItem's number (the provider's guide on editing orders).
    """
    steps = [("line", gid("CalculatedLineItem", one), count) for one, count in wish.kept.items()]
    steps += [("variant", marks.variant(one), count) for one, count in wish.added.items()]
    variables: Node = {"id": session}
    for at, (_, what, count) in enumerate(steps):
        variables |= {f"what{at}": what, f"count{at}": count}
    data = await query(link, _document(steps), variables)
    for payload in data.values():
        refuse(link, payload or {})
    last = data[f"change{len(steps) - 1}"]["calculatedOrder"]
    owed = counting.amount(last["totalOutstandingSet"], currency) or zero(currency)
    return -owed if owed < zero(currency) else zero(currency)


def _document(steps: Sequence[tuple[str, str, int]]) -> str:
    given = "".join(f", $what{at}: ID!, $count{at}: Int!" for at in range(len(steps)))
    staged = "\n".join(
        (queries.STAGED_LINE if kind == "line" else queries.STAGED_VARIANT).replace("%", str(at))
        for at, (kind, _, _) in enumerate(steps)
    )
    return f"mutation Stage($id: ID!{given}) {{\n{staged}\n}}"


def _mark(node: Node, key: str, wish: Wish, back: Money) -> Node:
    lines = len(node["lineItems"]) + len(wish.added) if wish.added else 0
    return marks.on_order(node, key, f"edited/{back.decimal()}/{lines}/{_digest(node)}")


def _digest(node: Node) -> str:
    counts = ",".join(f"{one['id']}:{one['currentQuantity']}" for one in node["lineItems"])
    return hashlib.sha256(counts.encode()).hexdigest()[:12]


def _read(node: Node) -> Mark:
    _, back, lines, before = marks.marked(node).split("/")
    return Mark(back, int(lines), before)


async def _give_back(link: Link, order: Order, action: EditLines, back: Money, key: str) -> str:
    """What the order costs less. Answers words for what could not be given back: the edit itself is done."""
    node_now = await marks.fresh(link, order)
    try:
        carried = paying.carried(node_now, read(node_now), back, action.way)
        given = {
            "orderId": node_now["id"], "currency": order.currency, "note": noted(action.reason, key), "notify": action.notify,
            "refundLineItems": [], **carried,
        }  # fmt: skip
        await act(link, queries.REFUND, {"input": given, "key": key}, "refundCreate")
    except (StoreRefused, TooMuch) as failure:
        return f"The items are changed. {back} has to be given back in the shop itself: {failure.detail}"
    return ""

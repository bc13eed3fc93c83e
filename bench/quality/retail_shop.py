"""The retail set's shop on a ShelfStore: its rows as ours, its written policy as a Policy, its tools as actions."""

from typing import Any

from retail_tools import PLACE, Rows, cents

from shopkeeper.commerce.adapters.shelf import Shelf
from shopkeeper.commerce.adapters.shelf.sums import with_lines
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    ChangePayment,
    EditAddress,
    EditCustomer,
    EditLines,
    FulfilmentState,
    Line,
    Order,
    OrderState,
    ParcelState,
    Payment,
    PaymentState,
    PayWay,
    Place,
    Refund,
    ReturnLine,
    Shipment,
    Swap,
)
from shopkeeper.commerce.money import Money, total, zero
from shopkeeper.commerce.rules import CancelRule, EditRule, ExchangeRule, Limits, Policy, ReturnRule

USD = "USD"
LONG_AGO = 1_700_000_000_000
EDITED = ("items_edited",)
POLICY = Policy(
    currency=USD,
    roles={
        "bot": Limits(
            actions=frozenset({"cancel", "edit_lines", "edit_address", "change_payment", "return", "customer"})
        )
    },
    cancel=CancelRule(reasons=("no longer needed", "ordered by mistake"), whole_only=True, not_after=EDITED),
    edit=EditRule(same_product=True, swaps_only=True, once=True, way_needed=True, not_after=EDITED),
    change_payment=EditRule(not_after=EDITED),
    returns=ReturnRule(days=None, once=True, ways="original_or_gift_card", way_needed=True),
    exchanges=ExchangeRule(days=None, same_product=True),
)
"""What policy.md says, in our words."""


def usd(amount: Any) -> Money:
    return Money(cents(amount), USD)


def place(row: Rows, name: str = "") -> Place:
    return Place(
        name=name, line1=row["address1"], line2=row["address2"], city=row["city"], region=row["state"],
        country=row["country"], postcode=row["zip"],
    )  # fmt: skip


def pay_way(row: Rows) -> PayWay:
    label = f"{row.get('brand', row['source'])} {row.get('last_four', '')}".strip()
    held = usd(row["balance"]) if "balance" in row else None
    return PayWay(id=row["id"], kind=row["source"], label=label, balance=held)


def fill(shelf: Shelf, data: Rows, users: set[str]) -> None:
    """Everything that is sold, and these users with all their orders."""
    for product in data["products"].values():
        for variant in product["variants"].values():
            shelf.stock(
                product["name"], price=usd(variant["price"]), options=variant["options"], product_id=product["product_id"],
                id=variant["item_id"], available=variant["available"],
            )  # fmt: skip
    for id in sorted(users):
        user = data["users"][id]
        name = f"{user['name']['first_name']} {user['name']['last_name']}"
        ways = tuple(pay_way(row) for row in user["payment_methods"].values())
        shelf.enrol(name, user["email"], id=id, place=place(user["address"], name), pay_ways=ways)
        for order_id in user["orders"]:
            if order_id in data["orders"]:
                shelf.keep(order(data["orders"][order_id], user, name))


def order(row: Rows, user: Rows, name: str) -> Order:
    lines = [line(at, item) for at, item in enumerate(row["items"], 1)]
    payments = [payment(at, one, user) for at, one in enumerate(row["payment_history"], 1)]
    refunds = [
        Refund(id=one.id, amount=one.amount, way=one.way.id, at=LONG_AGO) for one in payments if one.kind == "refund"
    ]
    nothing = zero(USD)
    sent = row["status"] in ("processed", "delivered")
    lines = [Line(**{**as_dict(one), "fulfilled": 1}) for one in lines] if sent else lines
    made = Order(
        external_id=row["order_id"], number=row["order_id"], version="1", currency=USD, placed_at=LONG_AGO, updated_at=LONG_AGO,
        state=OrderState.open, payment_state=PaymentState.unpaid, fulfilment_state=FulfilmentState.unfulfilled,
        subtotal=nothing, discount=nothing, shipping=nothing, tax=nothing, total=nothing,
        paid=total([one.amount for one in payments if one.kind == "sale"], USD),
        refunded=total([one.amount for one in refunds], USD), shipping_refunded=nothing, payments=tuple(payments),
        refunds=tuple(refunds), customer_id=row["user_id"], email=user["email"], name=name, ship_to=place(row["address"], name),
        cancelled_at=LONG_AGO if row["status"] == "cancelled" else None, cancel_reason=row.get("cancel_reason") or "",
        shipments=tuple(parcels(row, lines)) if sent else (),
    )  # fmt: skip
    return with_lines(made, lines)


def line(at: int, item: Rows) -> Line:
    return Line(
        id=str(at), title=item["name"], quantity=1, unit_price=usd(item["price"]), total=usd(item["price"]),
        options=item["options"], variant=" / ".join(item["options"].values()), product_id=item["product_id"],
        variant_id=item["item_id"],
    )  # fmt: skip


def as_dict(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def payment(at: int, row: Rows, user: Rows) -> Payment:
    known = user["payment_methods"].get(row["payment_method_id"])
    way = pay_way(known) if known else PayWay(id=row["payment_method_id"], kind="other", label=row["payment_method_id"])
    kind = "sale" if row["transaction_type"] == "payment" else "refund"
    bare = PayWay(id=way.id, kind=way.kind, label=way.label)
    return Payment(id=str(at), kind=kind, amount=usd(row["amount"]), way=bare, at=LONG_AGO)


def parcels(row: Rows, lines: list[Line]) -> list[Shipment]:
    arrived = row["status"] == "delivered"
    found = []
    for at, one in enumerate(row["fulfillments"] or [{"tracking_id": [""], "item_ids": []}], 1):
        inside = tuple((x.id, 1) for x in lines if x.variant_id in one["item_ids"])
        found.append(
            Shipment(
                id=f"{row['order_id']}-{at}", lines=inside, tracking_number=next(iter(one["tracking_id"]), ""),
                state=ParcelState.delivered if arrived else ParcelState.in_transit, shipped_at=LONG_AGO,
                delivered_at=LONG_AGO if arrived else None,
            )
        )  # fmt: skip
    return found


# --- their tools as our actions ---


def action(name: str, arguments: Rows, seen: Order | None) -> Action:
    """What a tool that changes something is in our words."""
    made: Action = MAKERS[name](arguments, seen)
    return made


def lines_of(seen: Order, item_ids: list[str]) -> list[Line]:
    """One line for each item, each line once; a line that is not there becomes one nobody has."""
    left, found = list(seen.lines), []
    for id in item_ids:
        one = next((x for x in left if x.variant_id == id), None)
        found.append(one or line(999, {"name": "?", "price": 0, "options": {}, "product_id": "?", "item_id": id}))
        if one is not None:
            left.remove(one)
    return found


def swaps(arguments: Rows, seen: Order) -> EditLines:
    pairs = zip(lines_of(seen, arguments["item_ids"]), arguments["new_item_ids"], strict=True)
    changed = tuple(Swap(line_id=one.id, quantity=1, variant_id=new) for one, new in pairs)
    return EditLines(swaps=changed, way=arguments.get("payment_method_id"))


def exchange(arguments: Rows, seen: Order) -> AcceptReturn:
    pairs = zip(lines_of(seen, arguments["item_ids"]), arguments["new_item_ids"], strict=True)
    back = tuple(ReturnLine(line_id=one.id, quantity=1, for_variant=new) for one, new in pairs)
    return AcceptReturn(lines=back, way=arguments.get("payment_method_id") or "original")


def take_back(arguments: Rows, seen: Order) -> AcceptReturn:
    back = tuple(ReturnLine(line_id=one.id, quantity=1) for one in lines_of(seen, arguments["item_ids"]))
    return AcceptReturn(lines=back, way=arguments.get("payment_method_id") or "original")


MAKERS: dict[str, Any] = {
    "modify_user_address": lambda a, _: EditCustomer(place=place(a)),
    "cancel_pending_order": lambda a, seen: CancelOrder(reason=a["reason"]),
    "modify_pending_order_address": lambda a, seen: EditAddress(ship_to=place(a, seen.name)),
    "modify_pending_order_payment": lambda a, seen: ChangePayment(way=a["payment_method_id"]),
    "modify_pending_order_items": swaps,
    "exchange_delivered_order_items": exchange,
    "return_delivered_order_items": take_back,
}
CHANGING = frozenset(MAKERS)
"""The tools that change something; all others only read."""


# --- the state of our shop, in the form of the set's ---


def state(shelf: Shelf, users: set[str], orders: set[str]) -> Rows:
    return {
        "users": {id: user_state(shelf, id) for id in users},
        "orders": {id: order_state(shelf.orders[id]) for id in orders},
    }


def user_state(shelf: Shelf, id: str) -> Rows:
    known = shelf.customers[id]
    balances = {way.id: way.balance.minor for way in known.pay_ways if way.balance is not None}
    return {"address": address(known.place), "balances": balances}


def address(one: Place | None) -> list[str]:
    assert one is not None
    named = dict(zip(("address1", "address2", "city", "state", "country", "zip"),
                     (one.line1, one.line2, one.city, one.region, one.country, one.postcode), strict=True))  # fmt: skip
    return [named[name] for name in PLACE]


def order_state(one: Order) -> Rows:
    by_line = {x.id: str(x.variant_id) for x in one.lines}
    back = one.returns[-1] if one.returns else None
    swapped = back is not None and any(x.for_variant for x in back.lines)
    items = sorted(by_line[x.line_id] for x in back.lines) if back else []
    kinds = {"sale": "payment", "refund": "refund", "void": "refund"}
    return {
        "status": status(one, swapped=swapped),
        "address": address(one.ship_to),
        "items": [[x.variant_id, x.total.minor, dict(x.options)] for x in one.lines],
        "payments": [[kinds[x.kind], x.amount.minor, x.way.id] for x in one.payments if x.amount],
        "cancel_reason": one.cancel_reason,
        "return": [items, back.refund_way] if back and not swapped else [[], None],
        "exchange": [
            items, sorted(str(x.for_variant) for x in back.lines), back.refund_way, back.difference.minor if back.difference else 0,
        ] if back and swapped else [[], [], None, None],
    }  # fmt: skip


def status(one: Order, *, swapped: bool) -> str:
    if one.cancelled_at is not None:
        return "cancelled"
    if one.returns:
        return "exchange requested" if swapped else "return requested"
    if one.shipments:
        return "delivered" if all(x.state is ParcelState.delivered for x in one.shipments) else "processed"
    return "pending (item modified)" if "items_edited" in one.marks else "pending"

"""“What would happen if”: an example order, and what the policy answers each role about it. Pure: nothing is looked up or done."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce import policy as judging
from shopkeeper.commerce.limiting import Facts, Given, Verdict, Who
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    ChangePayment,
    CreateDiscount,
    CreateOrder,
    Customer,
    DuplicateOrder,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    FulfilmentState,
    GiveCredit,
    Line,
    Order,
    OrderState,
    ParcelState,
    Payment,
    PaymentState,
    PayWay,
    Pieces,
    Place,
    RefundOrder,
    ReplaceLines,
    ReturnLine,
    Shipment,
    Swap,
    Variant,
)
from shopkeeper.commerce.money import Money, zero
from shopkeeper.commerce.rules import ROLES, Policy
from shopkeeper.commerce.vetting import MOST, is_currency, vet
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.errors import Invalid

LONGEST = 10_000_000
_CARD = PayWay(id="card", kind="card", label="Card")
_OTHER = PayWay(id="other", kind="card", label="Another card")
_BUYER = "customer"
_THING, _SAME, _PRODUCT = "line", "other-variant", "product"


class Example(Struct, frozen=True, kw_only=True):
    """An example. `what` is the tag of an action, or `goods` (money back for the goods) or `exchange`.

    `amount` is what is given, in the smallest unit of the order's currency. `minutes` since the order was placed; `delivered_days`
    since it arrived (null: it did not). `given` was given on this order before, `in_period` by this one in the period, `spent` of
    their wow budget. `tag` is one the thing bears; `changed`: its items were changed once already.
    """

    what: str
    total: Money
    amount: int = 0
    percent: int | None = None
    minutes: int = 60
    sent: bool = False
    delivered_days: int | None = None
    given: int = 0
    in_period: int = 0
    spent: int = 0
    wow: bool = False
    reason: str = ""
    tag: str = ""
    changed: bool = False


class RoleAnswer(Struct, frozen=True):
    """What one role would hear."""

    role: str
    verdict: Verdict


def attempt(policy: Policy, trial: Example, now: int) -> list[RoleAnswer]:
    """What each role would hear, from the customer to the admin. Raises Invalid: of the policy or of the example."""
    vet(policy)
    _check(trial)
    order = _order(trial, now)
    given = Given(on_order=trial.given, compensated=trial.given, in_period=trial.in_period, wow=trial.spent)
    facts = Facts(
        now=now, order=order, customer=_customer(), given=given, variants={_SAME: _variant(trial)}, wow=trial.wow
    )
    action = _action(trial, order.total)
    return [RoleAnswer(role, judging.may(policy, _who(role), action, facts)) for role in ROLES]


def _who(role: str) -> Who:
    return Who(role=role, id=role, customer_id=_BUYER if role in ("customer", "bot") else None)


def _action(trial: Example, total: Money) -> Action:
    money = Money(trial.amount, total.currency)
    piece = ReturnLine(line_id=_THING, quantity=1)
    actions: dict[str, Action] = {
        "cancel": CancelOrder(reason=trial.reason),
        "refund": RefundOrder(amount=money),
        "goods": RefundOrder(pieces=(Pieces(_THING, 1),)),
        "replace": ReplaceLines(pieces=(Swap(line_id=_THING, quantity=1, variant_id=_SAME),)),
        "duplicate": DuplicateOrder(),
        "edit_lines": EditLines(swaps=(Swap(line_id=_THING, quantity=1, variant_id=_SAME),), way=_CARD.id),
        "edit_address": EditAddress(ship_to=Place()),
        "change_payment": ChangePayment(way=_OTHER.id),
        "discount": CreateDiscount(percent=trial.percent)
        if trial.percent is not None
        else CreateDiscount(amount=money),
        "credit": GiveCredit(amount=money),
        "return": AcceptReturn(lines=(piece,), way=_CARD.id),
        "exchange": AcceptReturn(lines=(ReturnLine(line_id=_THING, quantity=1, for_variant=_SAME),), way=_CARD.id),
        "create": CreateOrder(lines=(), discount=money),
        "notes": EditOrderNotes(),
        "customer": EditCustomer(),
    }
    if trial.what not in actions:
        raise Invalid("Choose what is tried.", fields={"what": f"One of {', '.join(sorted(actions))}."})
    return actions[trial.what]


def _order(trial: Example, now: int) -> Order:
    total, none = trial.total, zero(trial.total.currency)
    placed = now - trial.minutes * MINUTE
    sent = trial.sent or trial.delivered_days is not None
    line = Line(
        id=_THING, title="The thing", quantity=1, unit_price=total, total=total, product_id=_PRODUCT, variant_id="variant",
        sku=trial.tag, fulfilled=int(sent),
    )  # fmt: skip
    return Order(
        external_id="example", number="#1", version="1", currency=total.currency, placed_at=placed, updated_at=placed,
        state=OrderState.open, payment_state=PaymentState.paid,
        fulfilment_state=FulfilmentState.fulfilled if sent else FulfilmentState.unfulfilled, subtotal=total, discount=none,
        shipping=none, tax=none, total=total, paid=total, refunded=none, shipping_refunded=none, lines=(line,),
        payments=(Payment(id="paid", kind="sale", amount=total, way=_CARD, at=placed),), shipments=_parcels(trial, now, placed),
        customer_id=_BUYER, marks=("items_edited",) if trial.changed else (),
    )  # fmt: skip


def _parcels(trial: Example, now: int, placed: int) -> tuple[Shipment, ...]:
    if trial.delivered_days is not None:
        arrived = now - trial.delivered_days * DAY
        return (Shipment(id="parcel", state=ParcelState.delivered, shipped_at=placed, delivered_at=arrived),)
    return (Shipment(id="parcel", state=ParcelState.in_transit, shipped_at=placed),) if trial.sent else ()


def _customer() -> Customer:
    return Customer(external_id=_BUYER, version="1", pay_ways=(_CARD, _OTHER))


def _variant(trial: Example) -> Variant:
    return Variant(id=_SAME, product_id=_PRODUCT, title="Another kind", price=trial.total)


def _check(trial: Example) -> None:
    wrong = {}
    if not is_currency(trial.total.currency) or not 0 < trial.total.minor <= MOST:
        wrong["total"] = "What the order cost, above nothing."
    for name in ("amount", "given", "in_period", "spent"):
        if not 0 <= getattr(trial, name) <= MOST:
            wrong[name] = "An amount, nothing or more."
    if not 0 <= trial.minutes <= LONGEST:
        wrong["minutes"] = "How long ago it was ordered."
    if trial.delivered_days is not None and not 0 <= trial.delivered_days <= LONGEST:
        wrong["delivered_days"] = "How many days ago it arrived."
    if trial.percent is not None and not 1 <= trial.percent <= 100:
        wrong["percent"] = "Between 1 and 100 percent."
    if wrong:
        raise Invalid("This example cannot be.", fields=wrong)

"""The shop itself: what it sells, who buys, what was ordered. Thread-safe; every change is one step under one lock."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import counting
from shopkeeper.commerce.adapters.shelf import acts, plans, sums
from shopkeeper.commerce.adapters.shelf.accounts import for_customer
from shopkeeper.commerce.adapters.shelf.plans import Plan, View
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, Stale
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CreateDiscount,
    Customer,
    Dispute,
    Done,
    Order,
    ParcelState,
    PayWay,
    Pieces,
    Place,
    Product,
    ReturnState,
    Scan,
    Shipment,
    Target,
    Variant,
    Wanted,
)
from shopkeeper.commerce.money import Money, money, zero
from shopkeeper.kit import clock as clocks

CARD = PayWay(id="card", kind="card", label="Visa ····4242")
TRACKING = "https://track.example/"


class Delivery(Struct, frozen=True):
    """A webhook waiting to be carried: which customer or order it is about."""

    id: str
    kind: str
    external_id: str


class Shelf:
    """One shop. Everything public takes the lock; what comes back is frozen and never changes again."""

    def __init__(self, name: str, *, currency: str = "EUR", clock: clocks.Clock = clocks.now) -> None:
        self.name, self.currency, self.clock = name, currency, clock
        self.lock = threading.RLock()
        self.orders: dict[str, Order] = {}
        self.customers: dict[str, Customer] = {}
        self.products: dict[str, Product] = {}
        self.variants: dict[str, Variant] = {}
        self.discounts: dict[str, CreateDiscount] = {}
        self.done: dict[str, Done] = {}
        self.books: Counter[str] = Counter()
        """What each way of paying was given (in minor units), less what was taken from it."""
        self.log: list[tuple[str, str]] = []
        """("order" | "customer", id) of everything that changed, in order: the truth `changes` reads."""
        self.newest: dict[tuple[str, str], int] = {}
        """Where in the log each thing's newest change stands."""
        self.deliveries: deque[Delivery] = deque()
        self.asked = 0
        self.troubles: deque[str] = deque()
        self.revoked: str | None = None
        self._number = 1000

    # --- filling the shop ---

    def stock(
        self, title: str, *, price: str | Money, options: dict[str, str] | None = None, pieces: int | None = None,
        product_id: str | None = None, id: str | None = None, sku: str = "", available: bool = True, image_url: str | None = None,
    ) -> Variant:  # fmt: skip
        """One more thing to sell; the same `product_id` makes it a variant of that product. `pieces` None: not counted."""
        with self.lock:
            cost = price if isinstance(price, Money) else money(price, self.currency)
            product_id = product_id or f"product-{self._next()}"
            variant = Variant(
                id=id or f"variant-{self._next()}", product_id=product_id, title=title, price=cost, options=options or {},
                sku=sku, available=available, stock=pieces, image_url=image_url,
            )  # fmt: skip
            known = self.products.get(product_id) or Product(id=product_id, title=title, image_url=image_url)
            self.products[product_id] = replace(known, variants=(*known.variants, variant))
            self.variants[variant.id] = variant
            return variant

    def enrol(self, name: str, email: str, *, id: str | None = None, **more: Any) -> Customer:
        """A customer with an account. `more`: any field of Customer."""
        with self.lock:
            now = self.clock()
            more = {"verified_email": True, "created_at": now, "pay_ways": (CARD,), **more}
            customer = Customer(external_id=id or str(self._next()), name=name, email=email, **more)
            return self._put_customer(customer)

    def keep(self, order: Order) -> Order:
        """Puts an order on the shelf as it stands: for shops that are filled from a file. New ones are numbered on behind it."""
        with self.lock:
            if order.external_id.isdecimal():
                self._number = max(self._number, int(order.external_id))
            return self._put_order(order)

    def count_from(self, number: int) -> None:
        """The next order bears this number."""
        with self.lock:
            self._number = number - 1

    def sell(
        self, customer_id: str | None, wanted: Iterable[tuple[str, int]], *, pay: str | None = "card", email: str = "",
        name: str = "", ship_to: Place | None = None, shipping: str = "4.90", discount: Money | None = None,
    ) -> Order:  # fmt: skip
        """A customer orders (None: a guest); `pay` is the way she pays by, None: not yet."""
        with self.lock:
            lines = tuple(Wanted(variant_id=variant, quantity=count) for variant, count in wanted)
            view = self._view(customer_id)
            buyer = view.customer
            order = plans.fresh_order(
                view, lines, ship_to=ship_to or (buyer.place if buyer else None), email=email or (buyer.email if buyer else ""),
                name=name or (buyer.name if buyer else ""), discount=discount, shipping=money(shipping, self.currency),
            )  # fmt: skip
            self._next()
            self._move_stock(plans.taken(order.lines))
            order = self._put_order(order)
            return self.pay(order.external_id, pay) if pay else order

    # --- what happens to orders ---

    def pay(self, external_id: str, way: str = "card") -> Order:
        """The customer pays what is due, by the shop's own link. Raises StoreRefused, CannotDo."""
        with self.lock:
            order = self._order(external_id)
            due = order.total - order.paid
            if due <= zero(order.currency):
                raise CannotDo("Nothing is due.")
            view = self._view(order.customer_id)
            paid_by = CARD if way == CARD.id else plans.way_of(view, order, way)
            move = plans.charge(view, order, due, way) if paid_by is not CARD else plans.Move(CARD, -due)
            self._move_money((move,), order.customer_id)
            return self._put_order(plans.paid(view, order, move))

    def ship(self, external_id: str, tracking: str = "", pieces: dict[str, int] | None = None, **more: Any) -> Order:
        """Everything left (or these pieces) goes out in one parcel. `more`: any field of Shipment."""
        with self.lock:
            order = self._order(external_id)
            counts = pieces or {
                line.id: counting.left_to_send(line) for line in order.lines if counting.left_to_send(line)
            }
            if not counts:
                raise CannotDo("Nothing is left to send.")
            parcel = Shipment(
                id=f"s-{self._next()}", lines=tuple(counts.items()),
                **{
                    "carrier": "DHL", "tracking_number": tracking, "tracking_url": TRACKING + tracking if tracking else None,
                    "state": ParcelState.in_transit, "shipped_at": self.clock(), **more,
                },
            )  # fmt: skip
            lines = tuple(replace(line, fulfilled=line.fulfilled + counts.get(line.id, 0)) for line in order.lines)
            return self._put_order(sums.settled(replace(order, lines=lines, shipments=(*order.shipments, parcel))))

    def parcel(self, external_id: str, state: ParcelState, words: str = "", place: str = "") -> Order:
        """The carrier saw the newest parcel of an order."""
        with self.lock:
            order = self._order(external_id)
            seen = Scan(state=state, at=self.clock(), words=words, place=place)
            last = order.shipments[-1]
            arrived = seen.at if state is ParcelState.delivered else last.delivered_at
            last = replace(last, state=state, scans=(*last.scans, seen), delivered_at=arrived)
            return self._put_order(replace(order, shipments=(*order.shipments[:-1], last)))

    def deliver(self, external_id: str) -> Order:
        """The newest parcel reached her."""
        return self.parcel(external_id, ParcelState.delivered, "Delivered")

    def receive_return(self, external_id: str) -> Order:
        """The newest return arrived: the money goes back, or an exchange is settled and sent."""
        with self.lock:
            order = self._order(external_id)
            last = order.returns[-1]
            if last.state in (ReturnState.received, ReturnState.closed):
                raise CannotDo("This return arrived already.")
            view = replace(self._view(order.customer_id), key=last.key or "")
            after = replace(order, returns=(*order.returns[:-1], replace(last, state=ReturnState.received)))
            plan = acts.accept_return(
                view, _before(order), AcceptReturn(lines=last.lines, way=last.refund_way or "original")
            )
            amount = plan.to_customer
            if amount is not None and amount > counting.refundable(order):
                amount = counting.refundable(order)
            moves: tuple[plans.Move, ...] = ()
            if amount:
                exchange = last.difference is not None
                pieces = {} if exchange else counting.together(Pieces(one.line_id, one.quantity) for one in last.lines)
                after, moves = plans.refunded(view, after, amount, last.refund_way, pieces=pieces, reason="return")
            elif plan.from_customer and last.refund_way not in (None, "original"):
                moves = (plans.charge(view, order, plan.from_customer, str(last.refund_way)),)
                after = plans.paid(view, after, moves[0])
            self._move_money(moves, order.customer_id)
            return self._put_order(after)

    def change(self, external_id: str, **fields: Any) -> Order:
        """Somebody changes an order in the back office."""
        with self.lock:
            return self._put_order(replace(self._order(external_id), **fields))

    def dispute(self, external_id: str, reason: str = "fraudulent") -> Order:
        """Her bank asks for the money back."""
        with self.lock:
            order = self._order(external_id)
            claim = Dispute(
                id=f"d-{self._next()}", amount=order.paid, state="open", reason=reason, at=self.clock(),
                due_at=self.clock() + 7 * clocks.DAY,
            )  # fmt: skip
            return self._put_order(replace(order, disputes=(*order.disputes, claim)))

    def touch_customer(self, external_id: str, **fields: Any) -> Customer:
        """Something about a customer is another now."""
        with self.lock:
            return self._put_customer(replace(self.customers[external_id], **fields))

    # --- what agents do ---

    def plan(self, target: Target, action: Action, key: str = "") -> Plan:
        """What would happen. Raises Stale, CannotDo, TooMuch, NoSuchOrder…"""
        with self.lock:
            return self._planned(target, action, key)

    def act(self, target: Target, action: Action, key: str) -> Done:
        """Do it once; the same key again answers what was done."""
        with self.lock:
            known = self.done.get(key)
            if known is not None:
                return known
            plan = self._planned(target, action, key)
            self._next()
            self._move_stock(plan.stock)
            self._move_money(plan.moves, self._customer_id(target))
            order = self._put_order(plan.order) if plan.order else None
            made = self._put_order(plan.made) if plan.made else None
            customer = self._put_customer(plan.customer) if plan.customer else None
            if plan.code and plan.discount is not None:
                self.discounts[plan.code] = plan.discount
            reference = made.external_id if made else f"act-{self._next()}"
            done = Done(
                reference=reference, order=order, made=made, customer=customer, pay_url=plan.pay_url, code=plan.code,
                label_url=plan.label_url, words="; ".join(item.words for item in plan.items),
            )  # fmt: skip
            self.done[key] = done
            return done

    # --- inside ---

    def _planned(self, target: Target, action: Action, key: str) -> Plan:
        planner = acts.PLANS.get(type(action))
        view = replace(self._view(self._customer_id(target)), key=key)
        if planner is None:
            return for_customer(view, target, action)
        order = self._order(str(target.order))
        if target.version and target.version != order.version:
            raise Stale
        return planner(view, order, action)

    def _customer_id(self, target: Target) -> str | None:
        order = self.orders.get(target.order) if target.order else None
        return order.customer_id if order else target.customer_id

    def _view(self, customer_id: str | None) -> View:
        customer = self.customers.get(customer_id) if customer_id else None
        return View(self.clock(), "", self.currency, self.variants, customer, self._number + 1)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _order(self, external_id: str) -> Order:
        found = self.orders.get(external_id)
        if found is None:
            raise NoSuchOrder
        return found

    def _put_order(self, order: Order) -> Order:
        before = self.orders.get(order.external_id)
        version = str(int(before.version) + 1) if before else order.version
        order = replace(order, version=version, updated_at=max(self.clock(), before.updated_at if before else 0))
        self.orders[order.external_id] = order
        self._tell("order", order.external_id)
        return order

    def _put_customer(self, customer: Customer) -> Customer:
        customer = replace(customer, updated_at=self.clock(), version=str(int(customer.version or 0) + 1))
        self.customers[customer.external_id] = customer
        self._tell("customer", customer.external_id)
        return customer

    def _tell(self, kind: str, external_id: str) -> None:
        self.log.append((kind, external_id))
        self.newest[(kind, external_id)] = len(self.log) - 1
        self.deliveries.append(Delivery(f"hook-{len(self.log)}", kind, external_id))

    def _move_stock(self, pieces: dict[str, int]) -> None:
        for id, count in pieces.items():
            variant = self.variants.get(id)
            if variant is not None and variant.stock is not None:
                variant = self.variants[id] = replace(variant, stock=variant.stock + count)
                product = self.products[variant.product_id]
                others = tuple(variant if one.id == id else one for one in product.variants)
                self.products[variant.product_id] = replace(product, variants=others)

    def _move_money(self, moves: Sequence[plans.Move], customer_id: str | None) -> None:
        for move in moves:
            self.books[move.way.id] += move.amount.minor
            customer = self.customers.get(customer_id or "")
            if customer is not None and move.way.kind in ("gift_card", "store_credit"):
                self._put_customer(_credited(customer, move))


def _credited(customer: Customer, move: plans.Move) -> Customer:
    if move.way.kind == "store_credit":
        return replace(customer, store_credit=(customer.store_credit or zero(move.amount.currency)) + move.amount)
    ways = tuple(_topped_up(way, move.amount) if way.id == move.way.id else way for way in customer.pay_ways)
    return replace(customer, pay_ways=ways)


def _topped_up(way: PayWay, amount: Money) -> PayWay:
    return way if way.balance is None else replace(way, balance=way.balance + amount)


def _before(order: Order) -> Order:
    """The order as if its newest return had not been asked for: what comes back is counted against that."""
    counts = counting.together(Pieces(one.line_id, one.quantity) for one in order.returns[-1].lines)
    lines = tuple(replace(line, returned=line.returned - counts.get(line.id, 0)) for line in order.lines)
    return replace(order, lines=lines)


_shelves: dict[str, Shelf] = {}
_shelves_lock = threading.Lock()


def open_shelf(name: str = "shelf", *, currency: str = "EUR", clock: clocks.Clock | None = None) -> Shelf:
    """The shop of this name, made new when there is none."""
    with _shelves_lock:
        found = _shelves.get(name)
        if found is None:
            found = _shelves[name] = Shelf(name, currency=currency, clock=clock or clocks.now)
        return found


def close_shelf(name: str) -> None:
    """Forget this shop and everything in it."""
    with _shelves_lock:
        _shelves.pop(name, None)

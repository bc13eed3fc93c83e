"""What can be done at a shop, how it is shown before, and what came of it."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.model.buyers import Customer, Place
from shopkeeper.commerce.model.orders import Order, ReturnLine
from shopkeeper.commerce.model.phrases import Phrase, Value
from shopkeeper.commerce.money import Money


class Pieces(Struct, frozen=True):
    """So many pieces of a line."""

    line_id: str
    quantity: int


class Wanted(Struct, frozen=True, kw_only=True):
    """A thing to sell: so many of a variant. `price` only where an agent may give another one (a free replacement: 0)."""

    variant_id: str
    quantity: int
    price: Money | None = None


class Swap(Struct, frozen=True, kw_only=True):
    """These pieces for that variant."""

    line_id: str
    quantity: int
    variant_id: str


class CancelOrder(Struct, frozen=True, kw_only=True, tag="cancel"):
    """Call it off: whole (`pieces` empty) or some pieces not sent yet. Paid money goes back by `way` (None: as it was paid)."""

    pieces: tuple[Pieces, ...] = ()
    reason: str = ""
    refund: bool = True
    restock: bool = True
    way: str | None = None
    notify: bool = True


class RefundOrder(Struct, frozen=True, kw_only=True, tag="refund"):
    """Money back: for pieces, for shipping, or a plain `amount` (goodwill), added up. `way`: a PayWay id, "original" or "store_credit"."""

    pieces: tuple[Pieces, ...] = ()
    shipping: Money | None = None
    amount: Money | None = None
    way: str = "original"
    restock: bool = False
    reason: str = ""
    notify: bool = True


class ReplaceLines(Struct, frozen=True, kw_only=True, tag="replace"):
    """Send these pieces again for nothing (broken, lost, wrong), perhaps to another place or as another variant."""

    pieces: tuple[Swap, ...]
    ship_to: Place | None = None
    reason: str = ""
    notify: bool = True


class DuplicateOrder(Struct, frozen=True, kw_only=True, tag="duplicate"):
    """The same again, to be paid by the customer through the shop's link."""

    ship_to: Place | None = None
    note: str = ""


class EditLines(Struct, frozen=True, kw_only=True, tag="edit_lines"):
    """Change what is in the parcel before it goes: other variants, other counts (0 removes), more things.

    The difference is asked for by the shop's link or given back by `way`.
    """

    swaps: tuple[Swap, ...] = ()
    quantities: tuple[Pieces, ...] = ()
    added: tuple[Wanted, ...] = ()
    way: str | None = None
    reason: str = ""
    notify: bool = True


class EditAddress(Struct, frozen=True, kw_only=True, tag="edit_address"):
    ship_to: Place
    notify: bool = True


class ChangePayment(Struct, frozen=True, kw_only=True, tag="change_payment"):
    """Pay an open order another way: a PayWay of the customer."""

    way: str


class CreateDiscount(Struct, frozen=True, kw_only=True, tag="discount"):
    """A code for this customer: `percent` (1–100) or `amount` off, or free shipping. `uses` in all; `expires_at` ms UTC."""

    percent: int | None = None
    amount: Money | None = None
    free_shipping: bool = False
    minimum: Money | None = None
    uses: int = 1
    expires_at: int | None = None
    code: str | None = None
    reason: str = ""


class GiveCredit(Struct, frozen=True, kw_only=True, tag="credit"):
    """Store credit, or a gift card where `gift_card`."""

    amount: Money
    gift_card: bool = False
    expires_at: int | None = None
    reason: str = ""
    notify: bool = True


class AcceptReturn(Struct, frozen=True, kw_only=True, tag="return"):
    """These things may come back (with a label where wanted), to be paid back by `way`, or exchanged where a line says for what."""

    lines: tuple[ReturnLine, ...]
    label: bool = True
    way: str = "original"
    notify: bool = True


class CreateOrder(Struct, frozen=True, kw_only=True, tag="create"):
    """A new order for the customer. She pays by the shop's own link: card numbers never pass through us."""

    lines: tuple[Wanted, ...]
    ship_to: Place | None = None
    discount: Money | None = None
    shipping: Money | None = None
    note: str = ""
    notify: bool = False


class EditOrderNotes(Struct, frozen=True, kw_only=True, tag="notes"):
    """The shop's own note and tags of an order; None leaves the note."""

    note: str | None = None
    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()


class EditCustomer(Struct, frozen=True, kw_only=True, tag="customer"):
    """What the shop knows of the customer herself: her standing address, note, tags."""

    place: Place | None = None
    note: str | None = None
    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()


Action = (
    CancelOrder | RefundOrder | ReplaceLines | DuplicateOrder | EditLines | EditAddress | ChangePayment | CreateDiscount
    | GiveCredit | AcceptReturn | CreateOrder | EditOrderNotes | EditCustomer
)  # fmt: skip


class Target(Struct, frozen=True, kw_only=True):
    """What an action is done to. `order` is the shop's id of an order, None for what concerns the customer only.

    `version` is the order's as the agent saw it: when it is another by now, nothing is done (Stale).
    """

    customer_id: str | None = None
    order: str | None = None
    version: str = ""
    email: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """One row of a preview, ready to be shown: what, how many, how much (negative: goes to the customer).

    `code` and `values` as of a Phrase; a thing's own name has none.
    """

    words: str
    code: str = ""
    values: dict[str, Value] = {}
    quantity: int | None = None
    amount: Money | None = None


class Preview(Struct, frozen=True, kw_only=True):
    """What will happen, before it does. `to_customer` is money she gets back, `from_customer` what she will be asked to pay.

    `warnings` are things to know first ("two pieces are on their way already"). `exact` False: the shop will have the last word on tax.
    `prices` are what the shop itself asks today for one piece of each variant that is sold or sent, by variant, as far as it told.
    `unpriced`: something is given below a price that the shop did not tell (shipping for nothing).
    """

    action: str
    version: str
    items: tuple[Item, ...]
    to_customer: Money | None = None
    from_customer: Money | None = None
    way: str | None = None
    warnings: tuple[Phrase, ...] = ()
    exact: bool = True
    prices: dict[str, Money] = {}
    unpriced: bool = False


class Done(Struct, frozen=True, kw_only=True):
    """What the shop did. `order` is its word on the order afterwards, `made` on a new one. `reference` is the shop's id of the act.

    `pay_url` is where the customer pays, `code` a discount or gift card code, `label_url` a return label.
    """

    reference: str
    order: Order | None = None
    made: Order | None = None
    customer: Customer | None = None
    pay_url: str | None = None
    code: str | None = None
    label_url: str | None = None
    pending: bool = False
    """The shop took it on and will tell when it is through (a refund the bank has to settle)."""
    words: str = ""

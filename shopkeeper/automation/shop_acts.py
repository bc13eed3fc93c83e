"""What a macro can have the shop do. The intent is written in the click's own transaction; the words wait until the shop has done it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from shopkeeper import commerce
from shopkeeper.automation.acts import DEEDS, Deed, Scene, whole_number, words_of
from shopkeeper.automation.errors import NoOrder
from shopkeeper.commerce import (
    AcceptReturn,
    Action,
    CancelOrder,
    CreateDiscount,
    EditOrderNotes,
    GiveCredit,
    RefundOrder,
    ReturnLine,
)
from shopkeeper.kit import errors
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Tx

WAITS = "intent:"


class ShopAct:
    """An action of the shop on the order the macro is about, under whatever policy its agent works under."""

    rank = 0
    brings: ClassVar[tuple[str, ...]] = ()

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        raise NotImplementedError

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        raise NotImplementedError

    def wish(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> commerce.Wish:
        """What the shop will be asked. Raises NoOrder."""
        if scene.order_id is None:
            raise NoOrder
        found = commerce.order(tx, scene.order_id)
        return commerce.Wish(
            store_id=found.store_id,
            action=self.action(tx, found.order, args, scene.reason),
            key=scene.key,
            order_id=found.id,
            version=scene.order_version or found.order.version,
            why=scene.reason,
            conversation_id=scene.talk.id,
        )

    def do(self, tx: Tx, scene: Scene, args: Mapping[str, Any]) -> str:
        return WAITS + commerce.ask(tx, commerce.actor_of(scene.agent), self.wish(tx, scene, args)).id


class Refund(ShopAct):
    """All that was paid, only the shipping, or a share of the order."""

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        what = args.get("what")
        if what not in ("all", "shipping", "percent"):
            raise errors.Invalid("Refund all, the shipping, or a percent of the order.", fields={"what": "Choose one."})
        return {"what": what, "percent": whole_number(args, "percent", 1, 100) if what == "percent" else None}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        if args["what"] == "percent":
            return f"Refund {args['percent']} % of the order"
        return "Refund the shipping" if args["what"] == "shipping" else "Refund everything"

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        if args["what"] == "shipping":
            return RefundOrder(shipping=order.shipping - order.shipping_refunded, reason=why)
        left = order.paid - order.refunded
        amount = left if args["what"] == "all" else min(left, order.total.share(args["percent"], 100))
        return RefundOrder(amount=amount, reason=why)


class Cancel(ShopAct):
    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return "Cancel the order"

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        return CancelOrder(reason=why)


class Discount(ShopAct):
    """A code for this customer, which the words may name: {{ code }}."""

    brings = ("code",)

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"percent": whole_number(args, "percent", 1, 100), "days": whole_number(args, "days", 1, 730)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"A code for {args['percent']} % off"

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        return CreateDiscount(percent=args["percent"], expires_at=tx.now + args["days"] * DAY, reason=why)


class Credit(ShopAct):
    """A share of the order as store credit."""

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"percent": whole_number(args, "percent", 1, 100)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Store credit: {args['percent']} % of the order"

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        return GiveCredit(amount=order.total.share(args["percent"], 100), reason=why)


class Return(ShopAct):
    """Everything that was sent and has not come back may come back, with a label the words may name: {{ label_url }}."""

    brings = ("label_url",)

    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"label": bool(args.get("label", True))}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return "Accept the return, with a label" if args["label"] else "Accept the return"

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        lines = tuple(
            ReturnLine(line_id=line.id, quantity=line.fulfilled - line.returned, reason=why)
            for line in order.lines
            if line.fulfilled > line.returned
        )
        return AcceptReturn(lines=lines, label=args["label"])


class OrderTag(ShopAct):
    def settle(self, tx: Tx, args: Mapping[str, Any]) -> dict[str, Any]:
        return {"tag": words_of(args, "tag", 40)}

    def words(self, tx: Tx, args: Mapping[str, Any]) -> str:
        return f"Tag the order: {args['tag']}"

    def action(self, tx: Tx, order: commerce.Order, args: Mapping[str, Any], why: str) -> Action:
        return EditOrderNotes(add_tags=(args["tag"],))


SHOP_DEEDS: dict[str, Deed] = {
    "refund": Refund(),
    "cancel_order": Cancel(),
    "discount": Discount(),
    "credit": Credit(),
    "return": Return(),
    "order_tag": OrderTag(),
}
DEEDS.update(SHOP_DEEDS)

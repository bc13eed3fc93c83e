"""What a shop's side says to an agent, by name: rows and warnings of previews, and steps of trying a connection.

Each has a code and values, so that a screen says it in its reader's language (`said.CODE` in the workspace's catalogues), and the English
words beside it for whoever reads the API. A new store or service uses these codes, or words of its own without a code, shown as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

from shopkeeper.commerce.model.actions import CreateDiscount, GiveCredit, Item
from shopkeeper.commerce.model.phrases import Phrase, Value
from shopkeeper.commerce.model.stores import Step
from shopkeeper.commerce.money import Money

ENGLISH: Mapping[str, str] = {
    "item.shipping": "Shipping",
    "item.goodwill": "Goodwill",
    "item.discount": "Discount",
    "item.not_paid": "Not paid yet",
    "item.rest": "Everything left of what was paid",
    "item.rounding": "Shipping and rounding",
    "item.beside": "Shipping, tax and discount",
    "item.sent_again": "{title}, sent again",
    "item.instead_of": "Instead of {title}",
    "item.count": "{title}: {after} instead of {before}",
    "item.todays_price": "{title}: today's price",
    "item.cancel": "Cancel {title}",
    "item.comes_back": "{title} comes back",
    "item.exchanged": "{title} for {other}",
    "item.send_to": "Ship to {place}",
    "item.address": "Address: {place}",
    "item.note": "Note: {note}",
    "item.tag": "Tag: {tag}",
    "item.untag": "No longer tagged: {tag}",
    "item.store_credit": "Store credit of {worth}",
    "item.gift_card": "Gift card of {worth}",
    "item.paid_by": "Paid by {way}",
    "item.back_to": "Back to {way}",
    "item.code": "Code {code}",
    "item.percent_once": "{percent} % off, once",
    "item.percent_often": "{percent} % off, {uses} times",
    "item.amount_once": "{worth} off, once",
    "item.amount_often": "{worth} off, {uses} times",
    "item.free_shipping_once": "Free shipping, once",
    "item.free_shipping_often": "Free shipping, {uses} times",
    "warning.todays_prices": "At today's prices: the shop has the last word.",
    "warning.stock_stays": "Stock is not moved by this: see to it in the shop.",
    "warning.tax_added": "The shop adds the tax of the customer's address, where it has one.",
    "warning.tax_anew": "The shop works the tax out anew for the other address.",
    "warning.price_later": "The shop says what it costs when the order is made.",
    "warning.other_currency": "The shop says what it costs when it is done: it sells these in another currency.",
    "warning.money_stays": "The money stays with the shop.",
    "warning.by_hand": "The shop only notes this refund: somebody has to send the money.",
    "warning.code_for_all": "The shop cannot tie a code to one customer: whoever has it can use it.",
    "warning.shipping_on_top": "Shipping comes on top: the shop's cheapest way.",
    "warning.waits_for_payment": "The shop waits with sending until the difference is paid.",
    "warning.unsent_stays": "Pieces that are not sent yet go back in stock and will not be sent.",
    "warning.unsent_goes": "Not all of it is sent yet. Paying back alone does not stop a parcel: cancel the pieces that should stay.",
    "warning.money_on_arrival": "The money moves when the things have arrived.",
    "what.shop": "Asking the shop",
    "what.sign_in": "Signing in",
    "what.orders": "Reading orders",
    "what.customers": "Reading customers",
    "what.products": "Reading products",
    "what.webhooks": "Managing webhooks",
    "what.currency": "Currency",
    "what.rights": "Rights",
    "what.more_rights": "More rights",
    "what.old_orders": "Old orders",
    "what.acts": "Refunds, cancellations and changes",
    "what.new_orders": "New orders",
    "what.accounts": "Customers",
    "what.catalogue": "Products",
    "what.codes": "Codes",
    "what.key": "The API key",
    "became.works": "It works.",
    "became.answers": "{name} answers.",
    "became.by_itself": "There is nothing to try: it works by itself.",
    "became.no_key": "There is no key to try: it only tells us what happens.",
    "became.takes_numbers": "{name} lets us in and takes tracking numbers.",
    "became.signed_in": "We are {who}, in the channel {channel}.",
    "became.role_lacks": "Our role lacks {rights}.",
    "became.rights_granted": "All that is needed is granted.",
    "became.rights_missing": "These are missing: {rights}.",
    "became.cannot_edit_lines": "From here you cannot change what is in an order: {right} is not granted.",
    "became.cannot_gift_cards": "From here you cannot give gift cards: {right} is not granted.",
    "became.cannot_store_credit": "From here you cannot give store credit: {right} is not granted.",
    "became.orders_of_60_days": "Only orders of the last 60 days can be seen ({right}).",
    "became.key_refused": "The shop does not let this key in.",
    "became.sells_in": "The shop sells in {ours}.",
    "became.sells_otherwise": "The shop sells in {theirs}, not in {ours}.",
    "remedy.again": "Try again in a moment.",
    "remedy.browser": "See whether the address opens in a browser, then try again.",
    "remedy.browser_and_password": "See whether the address opens in a browser, and whether the name and password open the shop's dashboard.",
    "remedy.address_and_app": "Look at the shop's address and the app's ID and secret, install the app in the shop, or sign in there.",
    "remedy.grant_app": "Grant them to the app in the Dev Dashboard (Versions, Access scopes), then let it into the shop again.",
    "remedy.grant_role": "In the shop's dashboard: Settings, Roles; give the right, then try again.",
    "remedy.whole_key": "Copy both halves of the key whole. Its right must be “Read/Write”, and its user one who may manage the shop.",
    "remedy.permalinks": "{needed} or later is needed, with pretty permalinks.",
    "remedy.currency": "Set the currency to {theirs}.",
}


def item(code: str, /, *, quantity: int | None = None, amount: Money | None = None, **values: Value) -> Item:
    """A row of a preview that is no thing's own name: `item("cancel", title="Mug")`."""
    said = phrase(f"item.{code}", values)
    return Item(words=said.words, code=said.code, values=said.values, quantity=quantity, amount=amount)


def warning(code: str, /, **values: Value) -> Phrase:
    """What to know before an action is done."""
    return phrase(f"warning.{code}", values)


def discount(action: CreateDiscount) -> Item:
    """The row of a code: what it takes off, and how often."""
    often = "once" if action.uses == 1 else "often"
    if action.percent:
        return item(f"percent_{often}", percent=action.percent, uses=action.uses)
    if action.amount:
        return item(f"amount_{often}", worth=action.amount, uses=action.uses)
    return item(f"free_shipping_{often}", uses=action.uses)


def credit(action: GiveCredit) -> Item:
    """The row of store credit, or of a gift card."""
    return item("gift_card" if action.gift_card else "store_credit", worth=action.amount)


def tried(what: str, became: str, /, *, ok: bool = True, remedy: str = "", **values: Value) -> Step:
    """A step of trying a connection, all of it by codes."""
    return _step(ENGLISH[f"what.{what}"], phrase(f"became.{became}", values), ok=ok, what=f"what.{what}", remedy=remedy)


def failed(what: str, why: str, remedy: str, /, **values: Value) -> Step:
    """One that failed in the far side's own words; `values` are the remedy's."""
    said = Phrase(words=why, values=dict(values))
    return _step(ENGLISH[f"what.{what}"], said, ok=False, what=f"what.{what}", remedy=remedy)


def nothing_to_try(name: str, became: str) -> Step:
    """The only step, under the name that its owner gave the account."""
    return _step(name, phrase(f"became.{became}", {}), ok=True)


def phrase(code: str, values: Mapping[str, Value]) -> Phrase:
    """Words that have a code."""
    return Phrase(words=ENGLISH[code].format(**values), code=code, values=dict(values))


def _step(name: str, said: Phrase, *, ok: bool, what: str = "", remedy: str = "") -> Step:
    advice = phrase(f"remedy.{remedy}", said.values) if remedy else None
    return Step(
        name=name, ok=ok, words=said.words, advice=advice.words if advice else None, what=what, became=said.code,
        remedy=advice.code if advice else "", values=said.values,
    )  # fmt: skip

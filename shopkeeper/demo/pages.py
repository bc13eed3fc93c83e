"""The demo shop's pages: values in, HTML out. Nothing here knows a database."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path
from string import Template

import msgspec

from shopkeeper.commerce import Line, Order, OrderState, ParcelState, ReturnState, Shipment
from shopkeeper.demo.catalogue import BY_SLUG, PRODUCTS, SHELVES, Product, beside, euros, on_shelf
from shopkeeper.demo.script import ZONE

FOLDER = Path(__file__).parent / "page"
LAYOUT = Template((FOLDER / "layout.html").read_text(encoding="utf-8"))
ROOT = "/demo-shop"
SHOES = ("Ana Ribeiro", "Jonas Weber", "Priya Raman")
"""In whose a visitor may stand."""


class Visitor(msgspec.Struct, frozen=True):
    """Who looks at the page. `widget_key` None: there is no chat yet. `identity`: the shop's signed word for who they are."""

    widget_key: str | None = None
    name: str | None = None
    identity: str | None = None


def home(visitor: Visitor) -> str:
    shelves = "".join(_shelf(shelf.slug, shelf.name, shelf.words) for shelf in SHELVES)
    return _page("Lark & Loom: made to be worn out, and mended", "", _HERO + shelves + "</div>", visitor)


def product(item: Product, visitor: Visitor) -> str:
    sizes = "".join(_size(size, index == min(1, len(item.sizes) - 1)) for index, size in enumerate(item.sizes))
    facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>" for label, words in item.facts)
    body = Template(_PRODUCT).substitute(
        picture=_picture(item), name=escape(item.name), price=euros(item.price), cents=item.price, slug=item.slug,
        colour=escape(item.colour), words=escape(item.words), sizes=sizes, facts=facts, also=_goods(beside(item)),
    )  # fmt: skip
    return _page(f"{item.name}, Lark & Loom", item.shelf, body, visitor)


def mending(visitor: Visitor) -> str:
    return _page("Mending, Lark & Loom", "mending", _MENDING, visitor)


def account(visitor: Visitor, orders: Sequence[Order], now: int) -> str:
    inside = _orders(visitor.name, orders, now) if visitor.name else _SIGN_IN
    return _page(
        "Your account, Lark & Loom", "account", f'<div class="wide"><div class="account">{inside}</div></div>', visitor
    )


def missing(visitor: Visitor) -> str:
    return _page("Not on our shelves, Lark & Loom", "", _MISSING, visitor)


def _page(title: str, here: str, body: str, visitor: Visitor) -> str:
    links = [("outerwear", f"{ROOT}/#outerwear", "Outerwear"), ("knitwear", f"{ROOT}/#knitwear", "Knitwear"),
             ("home", f"{ROOT}/#home", "At home"), ("mending", f"{ROOT}/mending", "Mending")]  # fmt: skip
    nav = "".join(
        f'<a href="{url}"{" aria-current=true" if slug == here else ""}>{name}</a>' for slug, url, name in links
    )
    return LAYOUT.substitute(
        title=escape(title), nav=nav, body=body, widget=_widget(visitor), identity=escape(visitor.identity or "")
    )


def _widget(visitor: Visitor) -> str:
    """The one line any shop puts on its page."""
    if visitor.widget_key is None:
        return ""
    return f'<script src="/widget.js" data-key="{escape(visitor.widget_key)}" async></script>'


def _picture(item: Product) -> str:
    return f'<img src="{ROOT}/art/{item.slug}.svg" alt="{escape(item.name)}, {escape(item.colour)}" width="400" height="432">'


def _good(item: Product) -> str:
    return (
        f'<li class="good"><a href="{ROOT}/{item.slug}"><div class="frame">{_picture(item)}</div>'
        f'<h3>{escape(item.name)}</h3><p class="money">{euros(item.price)}</p></a></li>'
    )


def _goods(items: tuple[Product, ...]) -> str:
    return f'<ul class="goods">{"".join(map(_good, items))}</ul>'


def _shelf(slug: str, name: str, words: str) -> str:
    return f'<section class="shelf" id="{slug}"><h2>{name}</h2><p>{words}</p>{_goods(on_shelf(slug))}</section>'


def _size(size: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return f'<label class="size"><input type="radio" name="size" value="{escape(size)}"{checked}><span>{escape(size)}</span></label>'


def _orders(name: str, orders: Sequence[Order], now: int) -> str:
    first = escape(name.split(" ")[0])
    shown = "".join(_order(order, now) for order in orders)
    nothing = "" if shown else '<p class="hint">Nothing yet. The kettle is on, take your time.</p>'
    return (
        f'<h1>Good to see you, {first}</h1><p class="lead">Your orders, newest first.</p>{shown}{nothing}'
        f'<form method="post" action="{ROOT}/account/leave"><button class="quiet">Sign out</button></form>'
    )


def _order(order: Order, now: int) -> str:
    steps = "".join(f'<li class="{state}">{escape(name)}</li>' for name, state in _steps(order, now))
    way = f'<ol class="way">{steps}</ol>' if steps else ""
    news = f'<p class="{"late-word" if _days_late(order, now) else "hint"}">{escape(_news(order, now))}</p>'
    lines = "".join(map(_line, order.lines))
    placed = f"{_on(order.placed_at)}, {euros(order.total.minor)} {order.payment_state.value.replace('_', ' ')}"
    number = escape(order.number.removeprefix("#"))
    return f'<section class="order"><h2>Order {number} <span>{escape(placed)}</span></h2>{lines}{way}{news}</section>'


def _line(line: Line) -> str:
    item = BY_SLUG.get(line.product_id or "")
    detail = ", ".join([*line.options.values(), *([f"{line.quantity} pieces"] if line.quantity > 1 else [])])
    return (
        f'<div class="line">{_picture(item) if item else ""}<div>{escape(line.title)}<small>{escape(detail)}</small></div>'
        f'<span class="money">{euros(line.total.minor)}</span></div>'
    )


def _news(order: Order, now: int) -> str:
    """Where it is, and what was paid back."""
    back = f" {euros(order.refunded.minor)} returned to you." if order.refunded else ""
    return _where(order, now) + back


def _where(order: Order, now: int) -> str:
    if order.state is OrderState.cancelled:
        return "Cancelled."
    if order.returns:
        return "Came back to us." if order.returns[-1].state is ReturnState.received else "We expect it back."
    if not order.shipments:
        return "We are packing it."
    parcel = order.shipments[-1]
    if days := _days_late(order, now):
        return f"{days} {'day' if days == 1 else 'days'} late, last seen in {_place(parcel)}."
    return _STATES.get(parcel.state, "On its way.").format(place=_place(parcel), day=_on(parcel.delivered_at or now))


_STATES = {
    ParcelState.out_for_delivery: "On the van, it should be with you today.",
    ParcelState.ready_for_pickup: "Waits for you: {place}.",
    ParcelState.delivered: "Delivered on {day}.",
    ParcelState.attempted: "The carrier rang and nobody was in.",
}


def _steps(order: Order, now: int) -> list[tuple[str, str]]:
    """Name and state ("done", "late" or "" for what is still to come) of each step; none once it is over."""
    parcel = order.shipments[-1] if order.shipments else None
    if order.returns or order.state is OrderState.cancelled or (parcel and parcel.state is ParcelState.delivered):
        return []
    sent = "done" if parcel else ""
    way = (
        (_place(parcel), "late" if _days_late(order, now) else "done")
        if parcel and parcel.scans
        else ("On the van", "")
    )
    return [("Packed", sent), ("Sent", sent), way, ("Home", "")]


def _days_late(order: Order, now: int) -> int:
    """Days behind the promised one, while it is on its way."""
    parcel = order.shipments[-1] if order.shipments else None
    if parcel is None or parcel.state is not ParcelState.in_transit or not parcel.promised_at:
        return 0
    return max(0, (_day(now) - _day(parcel.promised_at)).days)


def _place(parcel: Shipment) -> str:
    return next((scan.place for scan in reversed(parcel.scans) if scan.place), "the carrier’s hub")


def _on(at: int) -> str:
    return f"{_day(at).day} {_day(at):%B}"


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, ZONE).date()


_HERO = f"""<div class="wide"><section class="hero"><div><h1>Made to be worn out, and mended</h1>
<p>Coats, wool and a few things for the house, from {len({p.facts[0][1] for p in PRODUCTS})} small workshops round the North Sea and the Atlantic.
We know each of them, and we would like to know you.</p>
<a class="go" href="{ROOT}/harbour-jacket">The Harbour jacket</a></div>
<img src="{ROOT}/art/shop-front.svg" alt="Our shop in the morning: a green awning, a jacket and a jumper in the window" width="1200" height="620"></section>
<div class="promises"><p><b>We mend it</b><span>Whatever we sold you, for as long as you wear it.</span></p>
<p><b>We answer</b><span>Three people and a kettle. Ask in the corner of this page.</span></p>
<p><b>It may come back</b><span>Sixty days to change your mind, on our stamp.</span></p></div>"""

_PRODUCT = """<div class="wide"><div class="product"><div class="frame">$picture</div><div><h1>$name</h1><p class="price money">$price</p>
<p class="about">$words</p><form data-product="$slug" data-name="$name" data-price="$cents"><fieldset><legend>Size, in $colour</legend>$sizes</fieldset>
<button class="go">Put in basket</button><p class="said" role="status"></p></form><dl class="facts">$facts</dl></div></div>
<section class="also"><h2>Beside it on the shelf</h2>$also</section></div>"""

_MENDING = f"""<div class="wide two"><div class="prose"><h1>We mend what we sold you</h1>
<p class="lead">A moth, a nail, a dog, ten good years. It costs you the stamp to us; the rest is on the house.</p>
<ol><li><b>1</b><div>Tell us in the chat what happened, a photograph helps.</div></li>
<li><b>2</b><div>Send it to Lark &amp; Loom, the Mending Table, Havengade 12, Aarhus. Washed, if you can.</div></li>
<li><b>3</b><div>Marit mends it, usually within ten days, and writes you what she found.</div></li></ol>
<p><a class="go" href="{ROOT}/mending-kit">Or do it yourself: the mending kit</a></p></div>
<div class="frame"><img src="{ROOT}/art/mending-kit.svg" alt="" width="400" height="432"></div></div>"""

_SIGN_IN = f"""<h1>Your account</h1><p class="lead">This shop is a demo: choose whose shoes to stand in. The shop then vouches for you in the chat.</p>
<form class="people" method="post" action="{ROOT}/account/enter">
{"".join(f'<button name="name" value="{name}">{name}</button>' for name in SHOES)}</form>"""

_MISSING = f"""<div class="wide"><div class="prose"><h1>That is not on our shelves</h1>
<p class="lead">Perhaps it was last winter's. Ask us in the corner of this page, we remember everything we ever sold.</p>
<a class="go" href="{ROOT}/">Back to the shop</a></div></div>"""

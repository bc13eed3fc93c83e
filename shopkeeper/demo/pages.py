"""The demo shop's pages: values in, HTML out. Nothing here knows a database."""

from html import escape
from pathlib import Path
from string import Template

import msgspec

from shopkeeper.demo.catalogue import PRODUCTS, SHELVES, Product, beside, euros, on_shelf
from shopkeeper.demo.orders import ORDERS, Line, Order

FOLDER = Path(__file__).parent / "page"
LAYOUT = Template((FOLDER / "layout.html").read_text(encoding="utf-8"))
ROOT = "/demo-shop"


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


def account(visitor: Visitor) -> str:
    inside = _orders(visitor.name) if visitor.name else _SIGN_IN
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


def _orders(name: str) -> str:
    first = escape(name.split(" ")[0])
    orders = "".join(map(_order, ORDERS.get(name, ())))
    nothing = "" if orders else '<p class="hint">Nothing yet. The kettle is on, take your time.</p>'
    return (
        f'<h1>Good to see you, {first}</h1><p class="lead">Your orders, newest first.</p>{orders}{nothing}'
        f'<form method="post" action="{ROOT}/account/leave"><button class="quiet">Sign out</button></form>'
    )


def _order(order: Order) -> str:
    steps = "".join(f'<li class="{step.state}">{escape(step.name)}</li>' for step in order.steps)
    way = f'<ol class="way">{steps}</ol>' if steps else ""
    late = (
        f'<p class="late-word">{escape(order.news)}</p>' if order.late else f'<p class="hint">{escape(order.news)}</p>'
    )
    lines = "".join(map(_line, order.lines))
    return f'<section class="order"><h2>Order {order.number} <span>{escape(order.placed)}</span></h2>{lines}{way}{late}</section>'


def _line(line: Line) -> str:
    item = line.product
    return (
        f'<div class="line">{_picture(item)}<div>{escape(item.name)}<small>{escape(line.detail)}</small></div>'
        f'<span class="money">{euros(line.price)}</span></div>'
    )


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
{"".join(f'<button name="name" value="{name}">{name}</button>' for name in ORDERS)}</form>"""

_MISSING = f"""<div class="wide"><div class="prose"><h1>That is not on our shelves</h1>
<p class="lead">Perhaps it was last winter's. Ask us in the corner of this page, we remember everything we ever sold.</p>
<a class="go" href="{ROOT}/">Back to the shop</a></div></div>"""

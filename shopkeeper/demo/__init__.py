"""The demo shop: Lark & Loom, a shop that does not exist.

It sells jackets and jumpers on pages of its own, with our chat in their corner. Behind the counter stand Alice, Bob and
Carol, with some forty customers whose talks go back five years. Nothing here is real and nothing leaves this machine:
mail goes to a pretend post office. Everything is made through the rooms' own front doors, at times told from now, so
that the desk is a living morning whenever it is opened.
"""

from shopkeeper.demo import cast
from shopkeeper.demo.filling import fill
from shopkeeper.demo.living import living

DOORS = (
    ("The shop", "/demo-shop/", "be a customer: open the chat in the corner"),
    ("The desk", "/", "be behind the counter"),
    ("An account", "/demo-shop/account", "stand in Ana's shoes; the shop then vouches for her"),
)
"""(name, path, words) of what is worth opening."""

SIGN_INS = tuple((keeper.name, keeper.email, cast.PASSWORD, keeper.role) for keeper in cast.KEEPERS)
"""(name, mail address, password, role) of everybody who works in the demo."""

__all__ = ["DOORS", "SIGN_INS", "fill", "living"]

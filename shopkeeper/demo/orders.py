"""The few orders the demo shop's account page shows. Told in words, because stores come with a room of their own."""

import msgspec

from shopkeeper.demo.catalogue import BY_SLUG, Product


class Step(msgspec.Struct, frozen=True):
    """`state` is "done", "late" or "" for what is still to come."""

    name: str
    state: str = ""


class Line(msgspec.Struct, frozen=True):
    product: Product
    detail: str
    price: int


class Order(msgspec.Struct, frozen=True):
    number: str
    placed: str
    lines: tuple[Line, ...]
    news: str
    steps: tuple[Step, ...] = ()
    late: bool = False


def _line(slug: str, detail: str, count: int = 1) -> Line:
    return Line(BY_SLUG[slug], detail, BY_SLUG[slug].price * count)


ORDERS: dict[str, tuple[Order, ...]] = {
    "Ana Ribeiro": (
        Order(
            "1042", "last week, €186.00 paid", (_line("harbour-jacket", "moss, M"), _line("wren-socks", "sand, 36–40, two pairs", 2)),
            "Two days late. Last seen in Lyon, silent since Monday.",
            (Step("Packed", "done"), Step("Sent", "done"), Step("Lyon", "late"), Step("Home")), late=True,
        ),
        Order("0977", "in November, €214.00 paid", (_line("brae-cardigan", "heather, M"), _line("dune-scarf", "driftwood")), "Delivered."),
        Order("0904", "in August, €38.00 paid", (_line("fen-beanie", "rust"),), "Came back to us, €38.00 returned."),
    ),
    "Jonas Weber": (
        Order(
            "1051", "this week, €129.00 paid", (_line("fell-gilet", "slate, L"),), "Packed, leaves this afternoon.",
            (Step("Packed", "done"), Step("Sent"), Step("On the van"), Step("Home")),
        ),
    ),
    "Priya Raman": (
        Order(
            "1057", "yesterday, €102.00 paid", (_line("dune-scarf", "driftwood"), _line("fen-beanie", "rust")),
            "Waits for its wrapping paper.", (Step("Packed"), Step("Sent"), Step("On the van"), Step("Home")),
        ),
    ),
}  # fmt: skip

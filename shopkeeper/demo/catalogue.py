"""What the demo shop sells, as data. Every picture is `page/art/<slug>.svg`, drawn for this shop. Prices are euro cents."""

import msgspec

ONE_SIZE = ("One size",)
LETTERS = ("S", "M", "L", "XL")
FEET = ("36–40", "41–45")


class Shelf(msgspec.Struct, frozen=True):
    """A part of the shop that has a heading of its own."""

    slug: str
    name: str
    words: str


class Product(msgspec.Struct, frozen=True):
    """One thing on a shelf. `price` is in cents; `facts` are pairs of label and words."""

    slug: str
    name: str
    shelf: str
    price: int
    colour: str
    sizes: tuple[str, ...]
    words: str
    facts: tuple[tuple[str, str], ...] = ()


SHELVES = (
    Shelf("outerwear", "Outerwear", "For the walk there. Waxed, oiled and quilted to outlast a few winters."),
    Shelf(
        "knitwear", "Knitwear", "Knitted slowly in small mills by the North Sea, from wool that remembers the sheep."
    ),
    Shelf("home", "At home", "For the hours after the walk."),
    Shelf("mending", "To mend with", "What holds a good thing together for another ten years."),
)

PRODUCTS = (
    Product(
        "harbour-jacket", "Harbour jacket", "outerwear", 15800, "moss", LETTERS,
        "Waxed cotton from Lancashire, a wool lining that buttons out, pockets deep enough for a paperback. "
        "We mend it for as long as you wear it.",
        (("Made in", "Grimsby, England"), ("Wears", "True to size; take one up for a jumper underneath"),
         ("Care", "Sponge it cold, wax it in autumn, never the machine")),
    ),
    Product(
        "skerry-anorak", "Skerry anorak", "outerwear", 18900, "buoy yellow", LETTERS,
        "Oiled cotton with a hood that turns with your head and one big pocket for a flask and a map. "
        "You will be seen from the ferry.",
        (("Made in", "Bergen, Norway"), ("Wears", "Roomy"), ("Care", "Wipe down, hang to dry")),
    ),
    Product(
        "fell-gilet", "Fell gilet", "outerwear", 12900, "slate", LETTERS,
        "Warm in the middle, free in the arms. Filled with wool instead of feathers, so it forgives the rain.",
        (("Made in", "Kendal, England"), ("Filling", "Herdwick wool"), ("Care", "Wool wash, flat to dry")),
    ),
    Product(
        "tarn-shirt", "Tarn shirt", "outerwear", 8400, "lake", LETTERS,
        "Washed linen that starts soft and gets softer. Real shell buttons, and a spare one sewn inside.",
        (("Made in", "Guimarães, Portugal"), ("Wears", "Straight"), ("Care", "40 °C, iron it or do not")),
    ),
    Product(
        "quay-jumper", "Quay jumper", "knitwear", 11200, "navy", LETTERS,
        "The fisherman's jumper, a little lighter. The stripes tell the front from the back in the dark.",
        (("Made in", "Texel, Netherlands"), ("Wool", "Dutch merino, undyed stripes"), ("Care", "Wool wash, flat to dry")),
    ),
    Product(
        "brae-cardigan", "Brae cardigan", "knitwear", 15000, "heather", LETTERS,
        "Cables down the front, horn buttons, a shawl neck that stands up to the wind. "
        "If a moth finds it, send it to us.",
        (("Made in", "Hawick, Scotland"), ("Wool", "Shetland"), ("Care", "Cold hand wash, cedar in the drawer")),
    ),
    Product(
        "fen-beanie", "Fen beanie", "knitwear", 3800, "rust", ONE_SIZE,
        "A deep rib that stays over the ears on a bicycle.",
        (("Made in", "Texel, Netherlands"), ("Fits", "54 to 60 cm"), ("Care", "Wool wash")),
    ),
    Product(
        "dune-scarf", "Dune scarf", "knitwear", 6400, "driftwood", ONE_SIZE,
        "Lambswool, brushed once and left alone. Long enough to go round twice. It does not itch, we asked forty necks.",
        (("Made in", "Hawick, Scotland"), ("Length", "1.9 m"), ("Care", "Wool wash, flat to dry")),
    ),
    Product(
        "gorse-mittens", "Gorse mittens", "knitwear", 3400, "gorse", ("S", "M", "L"),
        "Double knitted, with a pattern from a drawer in Tórshavn.",
        (("Made in", "Tórshavn, Faroe Islands"), ("Size", "Measure round the knuckles: 18, 20, 22 cm"), ("Care", "Wool wash")),
    ),
    Product(
        "wren-socks", "Wren socks", "knitwear", 1400, "sand", FEET,
        "A small bird at the ankle, a heel that is knitted twice.",
        (("Made in", "Leicester, England"), ("Yarn", "Wool, with a little nylon where it matters"), ("Care", "40 °C")),
    ),
    Product(
        "heron-blanket", "Heron blanket", "home", 13400, "tide check", ("140 × 200",),
        "Woven in a mill that is older than the railway. For two on a bench, or one in a bad mood.",
        (("Made in", "Pembrokeshire, Wales"), ("Wool", "Welsh, undyed white"), ("Care", "Air it; wash it once a year")),
    ),
    Product(
        "cove-slippers", "Cove slippers", "home", 5200, "chestnut", ("36–38", "39–41", "42–44"),
        "Boiled wool outside, sheepskin inside, a sole you can fetch the post in.",
        (("Made in", "Porto, Portugal"), ("Wears", "Between sizes, take the smaller: they give"), ("Care", "Brush")),
    ),
    Product(
        "alder-apron", "Alder apron", "home", 4600, "bottle green", ONE_SIZE,
        "Heavy twill, leather straps, a pencil pocket. From six pieces on we embroider your name.",
        (("Made in", "Lyon, France"), ("Cloth", "Cotton twill, 340 g"), ("Care", "60 °C, straps off")),
    ),
    Product(
        "market-tote", "Market tote", "home", 2900, "flax", ONE_SIZE,
        "Carries nine kilos of leeks. Tested.",
        (("Made in", "Guimarães, Portugal"), ("Cloth", "Linen canvas"), ("Care", "40 °C")),
    ),
    Product(
        "mending-kit", "Mending kit", "mending", 2400, "walnut", ONE_SIZE,
        "Needles, scissors, three threads that match our wool, and a card that explains the two stitches you need.",
        (("Made in", "our back room"), ("Holds", "24 pieces"), ("Refills", "Free, for ever: just ask")),
    ),
    Product(
        "heath-yarn", "Heath yarn", "mending", 1200, "moss, rust or gorse", ("Moss", "Rust", "Gorse"),
        "The yarn our jumpers are knitted from, in balls of 100 g.",
        (("Made in", "Hawick, Scotland"), ("Weight", "Double knitting, 230 m"), ("Care", "Wool wash")),
    ),
)  # fmt: skip

BY_SLUG = {product.slug: product for product in PRODUCTS}


def on_shelf(slug: str) -> tuple[Product, ...]:
    return tuple(product for product in PRODUCTS if product.shelf == slug)


def beside(product: Product, count: int = 4) -> tuple[Product, ...]:
    """What stands next to it: the same shelf first, then the rest of the shop."""
    others = [other for other in PRODUCTS if other.slug != product.slug]
    return tuple(sorted(others, key=lambda other: other.shelf != product.shelf)[:count])


def euros(cents: int) -> str:
    """ "€158" in prose, "€9.40" where there are cents."""
    return f"€{cents // 100}" if cents % 100 == 0 else f"€{cents / 100:.2f}"

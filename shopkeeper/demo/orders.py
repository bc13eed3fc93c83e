"""What the demo's customers bought and where it is, as data."""

from __future__ import annotations

import msgspec

from shopkeeper.demo.catalogue import BY_SLUG, Product
from shopkeeper.demo.script import When, ago, ahead, day

FREE_FROM = 8000
SHIPPING = 600
"""Cents: from €80 on the post is on us."""


class Buyer(msgspec.Struct, frozen=True, kw_only=True):
    """A customer with an account at the shop. `credit` is store credit in cents; `since` when it was opened, if before the first order."""

    name: str
    email: str
    line: str
    city: str
    postcode: str
    country: str
    phone: str = ""
    locale: str = "en"
    tier: str | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    credit: int = 0
    since: When | None = None


class Line(msgspec.Struct, frozen=True):
    """So many pieces of a thing in a size."""

    slug: str
    size: str
    count: int = 1

    @property
    def product(self) -> Product:
        return BY_SLUG[self.slug]

    @property
    def price(self) -> int:
        """Cents for all of them."""
        return self.product.price * self.count


class Stop(msgspec.Struct, frozen=True):
    """A carrier saw the parcel: `state` is a ParcelState."""

    state: str
    at: When
    place: str = ""
    words: str = ""


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """How an order travels. `promised` is what the customer was told."""

    carrier: str
    number: str
    sent: When
    promised: When | None = None
    stops: tuple[Stop, ...] = ()


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One order. `buyer` is a key of BUYERS; `back` says when it came back and was paid back, `coming_back` that it will."""

    number: str
    buyer: str
    placed: When
    lines: tuple[Line, ...]
    parcel: Parcel | None = None
    back: When | None = None
    coming_back: When | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    risk: str = ""

    @property
    def goods(self) -> int:
        return sum(line.price for line in self.lines)

    @property
    def shipping(self) -> int:
        return 0 if self.goods >= FREE_FROM else SHIPPING


BUYERS = {
    "ana": Buyer(
        name="Ana Ribeiro", email="ana.ribeiro@posteo.example", phone="+33639981042", line="14 rue Tramassac", city="Lyon",
        postcode="69005", country="FR", tier="Friend of the house", tags=("mended with us",), credit=1200, since=day(1742, "11:05"),
    ),
    "jonas": Buyer(
        name="Jonas Weber", email="jonas.weber@mail.example", phone="+4915112345678", line="Holtenauer Straße 81", city="Kiel",
        postcode="24105", country="DE", locale="de",
    ),
    "priya": Buyer(
        name="Priya Raman", email="priya@ramanfamily.example", line="3 Beech Close", city="York", postcode="YO24 1AB", country="GB",
        tier="Friend of the house", tags=("gift wrap",), note="Always wrapped, always a card.",
    ),
    "theo": Buyer(
        name="Theo Bakker", email="theo.bakker@xs.example", phone="+31612345678", line="Havenkade 3", city="Den Helder",
        postcode="1781 AA", country="NL",
    ),
    "margit": Buyer(
        name="Margit Sørensen", email="margit@soerensen.example", line="Kirkegade 9", city="Ribe", postcode="6760", country="DK",
        tier="Friend of the house", tags=("choir",),
    ),
    "sofie": Buyer(name="Sofie Claes", email="sofie.claes@telenet.example", line="Vlaanderenstraat 22", city="Gent", postcode="9000", country="BE"),
    "rasmus": Buyer(name="Rasmus Holm", email="rasmus@holm.example", line="Strandvejen 114", city="Hellerup", postcode="2900", country="DK"),
    "ingrid": Buyer(name="Ingrid Moe", email="ingrid.moe@fjord.example", line="Nygata 4", city="Ålesund", postcode="6002", country="NO"),
    "mateo": Buyer(name="Mateo Vidal", email="mateo.vidal@correo.example", line="Carrer de Verdi 31", city="Barcelona", postcode="08012", country="ES", locale="es"),
    "aoife": Buyer(name="Aoife Byrne", email="aoife@byrne.example", line="17 Quay Street", city="Galway", postcode="H91 X2C4", country="IE"),
    "camille": Buyer(name="Camille Roux", email="camille.roux@laposte.example", line="8 quai Saint-Antoine", city="Lyon", postcode="69002", country="FR", locale="fr"),
    "klara": Buyer(name="Klara Vogt", email="klara.vogt@post.example", line="Gerberau 12", city="Freiburg", postcode="79098", country="DE", locale="de"),
    "greta": Buyer(name="Greta Holz", email="greta.holz@brief.example", line="Am Brink 2", city="Celle", postcode="29221", country="DE", locale="de"),
    "henrik": Buyer(name="Henrik Dahl", email="henrik.dahl@dahl.example", line="Storgata 60", city="Tromsø", postcode="9008", country="NO"),
    "luis": Buyer(name="Luís Carvalho", email="luis.carvalho@sapo.example", line="Rua das Flores 140", city="Porto", postcode="4050-263", country="PT"),
    "hanna": Buyer(name="Hanna Nyström", email="hanna.nystrom@gammal.example", line="Ringgatan 5", city="Uppsala", postcode="752 17", country="SE"),
    "tobias": Buyer(name="Tobias Lang", email="tobias.lang@heim.example", line="Bergmannstraße 40", city="München", postcode="80339", country="DE", locale="de"),
    "sam": Buyer(name="Sam Okonkwo", email="sam.okonkwo@fastmail.example", line="55 Leith Walk", city="Edinburgh", postcode="EH6 8NR", country="GB"),
    "dorota": Buyer(name="Dorota Zielińska", email="dorota@zielinska.example", line="ul. Długa 12", city="Gdańsk", postcode="80-827", country="PL"),
    "yuki": Buyer(name="Yuki Tanaka", email="yuki.tanaka@mail.example", line="Olav Tryggvasons gate 8", city="Trondheim", postcode="7011", country="NO"),
    "lena": Buyer(name="Lena Brandt", email="lena@strickt.example", line="Südstraße 19", city="Leipzig", postcode="04275", country="DE", locale="de"),
}  # fmt: skip


def _went(carrier: str, number: str, days: int, took: int, city: str) -> Parcel:
    """A parcel that left so many days ago and arrived so many days later, as most do."""
    return Parcel(
        carrier=carrier, number=number, sent=day(days, "15:10"), promised=day(days - took, "18:00"),
        stops=(
            Stop("in_transit", day(days, "21:40"), "Aarhus"),
            Stop("out_for_delivery", day(days - took, "08:05"), city),
            Stop("delivered", day(days - took, "12:20"), city),
        ),
    )  # fmt: skip


ORDERS = (
    Order(
        number="0904", buyer="ana", placed=day(480, "20:31"), lines=(Line("fen-beanie", "One size"),),
        parcel=_went("Colissimo", "6A09040000012", 479, 3, "Lyon"), back=day(463, "10:05"),
    ),
    Order(
        number="0977", buyer="ana", placed=day(398, "19:02"), lines=(Line("brae-cardigan", "M"), Line("dune-scarf", "One size")),
        parcel=_went("Colissimo", "6A09770000015", 397, 3, "Lyon"),
    ),
    Order(
        number="1042", buyer="ana", placed=day(9, "09:36"), lines=(Line("harbour-jacket", "M"), Line("wren-socks", "36–40", 2)),
        parcel=Parcel(
            carrier="Colissimo", number="6A11882047", sent=day(8, "14:50"), promised=day(2, "18:00"),
            stops=(
                Stop("in_transit", day(8, "21:15"), "Aarhus", "Handed over to the carrier"),
                Stop("in_transit", day(6, "04:48"), "Metz", "Sorted"),
                Stop("in_transit", day(5, "06:12"), "Lyon", "Arrived at the hub"),
            ),
        ),
    ),
    Order(
        number="0988", buyer="jonas", placed=day(330, "21:15"), lines=(Line("fell-gilet", "L"),),
        parcel=_went("DHL", "00340434161094027318", 329, 2, "Kiel"),
    ),
    Order(number="1051", buyer="jonas", placed=day(2, "22:08"), lines=(Line("fell-gilet", "L"),), tags=("second gilet",)),
    Order(
        number="0961", buyer="priya", placed=day(362, "11:40"), lines=(Line("heron-blanket", "140 × 200"), Line("dune-scarf", "One size", 2)),
        parcel=_went("DPD", "15501234567890", 361, 4, "York"),
    ),
    Order(
        number="1019", buyer="priya", placed=day(96, "17:25"), lines=(Line("cove-slippers", "39–41"), Line("market-tote", "One size")),
        parcel=_went("DPD", "15501234567912", 95, 4, "York"),
    ),
    Order(
        number="1057", buyer="priya", placed=day(1, "16:44"), lines=(Line("dune-scarf", "One size"), Line("fen-beanie", "One size")),
        note="Brown paper, wool ribbon. The card says: for the best father in York.", tags=("gift wrap",),
    ),
    Order(
        number="1034", buyer="theo", placed=day(29, "20:10"), lines=(Line("skerry-anorak", "XL"),), note="Sleeves + 4 cm.",
        parcel=_went("PostNL", "3SLARK0001034", 25, 2, "Den Helder"),
    ),
    Order(
        number="0940", buyer="margit", placed=day(402, "08:58"), lines=(Line("brae-cardigan", "M"),),
        parcel=_went("GLS", "90114470940", 401, 1, "Ribe"),
    ),
    Order(
        number="0999", buyer="margit", placed=day(208, "10:20"), lines=(Line("brae-cardigan", "M"), Line("gorse-mittens", "M", 2)),
        parcel=_went("GLS", "90114470999", 207, 1, "Ribe"),
    ),
    Order(
        number="1030", buyer="rasmus", placed=day(118, "12:00"), lines=(Line("quay-jumper", "S"), Line("heath-yarn", "Rust", 2)),
        parcel=_went("GLS", "90114471030", 117, 1, "Hellerup"),
    ),
    Order(
        number="1046", buyer="ingrid", placed=day(8, "18:33"), lines=(Line("wren-socks", "36–40", 3),),
        parcel=_went("Posten", "70300001046", 7, 4, "Ålesund"),
    ),
    Order(
        number="1048", buyer="mateo", placed=day(7, "13:20"), lines=(Line("tarn-shirt", "L"),),
        parcel=_went("Correos", "PQ4A1048ES", 6, 4, "Barcelona"),
    ),
    Order(
        number="1049", buyer="aoife", placed=day(4, "21:05"), lines=(Line("quay-jumper", "M"),), risk="The first parcel goes to an address she left.",
        parcel=Parcel(
            carrier="An Post", number="CE1049IE", sent=day(3, "09:40"), promised=ahead(2, "18:00"),
            stops=(Stop("in_transit", day(2, "23:10"), "Aarhus"), Stop("in_transit", day(1, "05:30"), "Dublin")),
        ),
    ),
    Order(
        number="1047", buyer="camille", placed=day(6, "10:15"), lines=(Line("harbour-jacket", "S"),),
        parcel=Parcel(
            carrier="Colissimo", number="6A10470000013", sent=day(5, "15:00"), promised=day(1, "18:00"),
            stops=(Stop("in_transit", day(4, "03:10"), "Metz"), Stop("out_for_delivery", ago(190), "Lyon"), Stop("delivered", ago(95), "Lyon")),
        ),
    ),
    Order(
        number="1044", buyer="klara", placed=day(10, "12:02"), lines=(Line("gorse-mittens", "M"),),
        parcel=_went("DHL", "00340434161094031044", 9, 2, "Freiburg"),
    ),
    Order(
        number="1039", buyer="greta", placed=day(17, "09:12"), lines=(Line("cove-slippers", "39–41"),),
        parcel=_went("DHL", "00340434161094031039", 16, 2, "Celle"), coming_back=day(2, "16:31"),
    ),
    Order(
        number="1005", buyer="henrik", placed=day(190, "16:16"), lines=(Line("fell-gilet", "M"),),
        parcel=_went("Posten", "70300001005", 189, 5, "Tromsø"),
    ),
    Order(
        number="1029", buyer="luis", placed=day(44, "15:30"), lines=(Line("tarn-shirt", "M"),),
        parcel=_went("CTT", "RR1029PT", 43, 4, "Porto"),
    ),
    Order(
        number="1037", buyer="hanna", placed=day(15, "18:02"), lines=(Line("heron-blanket", "140 × 200"),), tags=("gift wrap",),
        parcel=_went("PostNord", "00370730254800001037", 12, 3, "Uppsala"),
    ),
    Order(
        number="1033", buyer="tobias", placed=day(32, "09:50"), lines=(Line("fen-beanie", "One size"),),
        parcel=_went("DHL", "00340434161094031033", 31, 2, "München"),
    ),
    Order(
        number="1050", buyer="sam", placed=day(3, "13:45"), lines=(Line("alder-apron", "One size", 3), Line("mending-kit", "One size")),
        parcel=Parcel(
            carrier="DPD", number="15501234568050", sent=day(2, "15:20"), promised=ahead(1, "18:00"),
            stops=(Stop("in_transit", day(1, "20:20"), "Hinckley"), Stop("out_for_delivery", ago(120), "Edinburgh")),
        ),
    ),
    Order(
        number="1052", buyer="dorota", placed=day(5, "12:20"), lines=(Line("cove-slippers", "36–38"),),
        parcel=Parcel(
            carrier="InPost", number="6310520000", sent=day(4, "15:10"), promised=day(1, "20:00"),
            stops=(Stop("in_transit", day(3, "22:00"), "Szczecin"), Stop("ready_for_pickup", day(1, "09:30"), "Gdańsk, locker GDA14M")),
        ),
    ),
    Order(number="1058", buyer="sofie", placed=day(1, "09:40"), lines=(Line("fell-gilet", "S"), Line("fell-gilet", "M")), note="Keeps one."),
    Order(number="1059", buyer="lena", placed=ago(200), lines=(Line("heath-yarn", "Rust", 4),)),
)  # fmt: skip

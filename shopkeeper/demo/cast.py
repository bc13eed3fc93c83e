"""Who stands behind the counter of Lark & Loom, and what lies on it: agents, teams, topics, macros. Pure data."""

from typing import Any

import msgspec

PASSWORD = "counter-morning-tea"
BRAND = "Lark & Loom"
SITE = "https://larkandloom.example"
MAILBOX = "hello@larkandloom.example"
SIGNATURE = "Lark & Loom, Havengade 12, Aarhus\nWe mend what we sold you."


class Keeper(msgspec.Struct, frozen=True):
    """An agent of the demo. `role` is admin, lead or agent."""

    key: str
    name: str
    email: str
    role: str
    colour: str


KEEPERS = (
    Keeper("alice", "Alice Lindqvist", "alice@larkandloom.example", "admin", "#E9C9A8"),
    Keeper("bob", "Bob Hansen", "bob@larkandloom.example", "lead", "#BFD6CA"),
    Keeper("carol", "Carol Petit", "carol@larkandloom.example", "agent", "#D8C3CC"),
)

TEAMS = (("Counter", ("alice", "bob", "carol")), ("Mending table", ("bob", "carol")))

# A name, and the names under it.
TOPICS = (
    ("Orders", ("Change or cancel", "Gift wrap", "Payment", "Invoice")),
    ("Parcels", ("Late", "Lost", "Damaged", "Wrong address")),
    ("Returns", ("Wrong size", "Did not like it", "Faulty")),
    ("Sizing", ()),
    ("Mending", ("Moth", "Seam or button", "Zip")),
    ("Products", ("Wool and care", "Back in stock")),
    ("Shops and cafés", ("Embroidery", "Wholesale")),
)

# What a reply does along with its words, by its shortcut: the kind of act and how.
ACTS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "label": (("return", {"label": True}),),
    "sorry": (("discount", {"percent": 10, "days": 60}),),
    "post": (("refund", {"what": "shipping"}), ("close", {})),
}

# Name, shortcut, topic, words.
REPLIES = (
    ("Replacement on its way", "replace", "Lost",
     "A second one leaves here today and reaches you by tomorrow evening. When the first turns up, keep the box shut and tell us: we send a label, you owe nothing."),
    ("Where is my parcel", "where", "Late",
     "{{ tracking.words }} I have asked {{ tracking.carrier | default: 'the carrier' }} about order {{ order.number }}. You hear from me tomorrow before noon, with or without news from them."),
    ("A word and a code", "sorry", "Late",
     "That was not our best{% if customer.first_name %}, {{ customer.first_name }}{% endif %}. The next thing is ten in a hundred cheaper with this code: {{ code }}"),
    ("The post is on us", "post", "Late",
     "The post for order {{ order.number }} was on you, and it should not have been. It is on its way back to you."),
    ("Return label", "label", "Returns",
     "Here is the label, paid by us: {{ label_url }}\n\nAny post office takes it, within sixty days, without the box if you no longer have it. The money is on its way the day it is back on our table."),
    ("Exchange for another size", "size", "Wrong size",
     "Of course. I have put the other size aside for you with your name on it. Send the first one back with the label in this mail; the new one leaves the moment the post has scanned it."),
    ("Moth hole", "moth", "Moth",
     "Moths have good taste. Send it to the Mending Table, Havengade 12, Aarhus, washed if you can. Marit mends it within ten days, and it costs you nothing but the stamp."),
    ("Gift wrap", "wrap", "Gift wrap",
     "With pleasure: brown paper, a wool ribbon and a card in your hand or ours. Tell me the words for the card and I write them myself."),
    ("Does it itch", "itch", "Wool and care",
     "We asked forty necks. Lambswool, brushed once: thirty-eight said no, two said \"a little, for a day\". If yours is the forty-first, send it back."),
    ("How to wash wool", "wash", "Wool and care",
     "Cold water, a drop of wool soap, ten minutes without rubbing. Roll it in a towel, dry it flat, away from the stove. And less often than you think: air does most of it."),
    ("Invoice", "invoice", "Invoice",
     "The invoice is attached. If it needs another name or a VAT number on it, just answer with the words and I make it again."),
    ("Embroidery quote", "apron", "Embroidery",
     "From six aprons on, your name is embroidered for €6 each; twelve and more, for €4. It takes twelve working days. Send us the name as you write it on your door."),
)  # fmt: skip

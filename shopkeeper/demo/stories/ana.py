"""Ana Ribeiro and her mother's seventieth birthday: five years in one timeline."""

from shopkeeper.demo.script import (
    Act,
    Answer,
    Chat,
    Chore,
    Customer,
    Mail,
    Note,
    Promised,
    Story,
    ago,
    ahead,
    day,
    soon,
)

ANA = Customer(
    key="ana", name="Ana Ribeiro", email="ana.ribeiro@posteo.example", visitor="ana", phone="+33 6 39 98 10 42",
    about="Buys for herself and for her mother, Teresa. Prefers moss and navy. Writes in English, reads French.", regular=True,
)  # fmt: skip

FIRST_WORDS = (
    Mail(day(1742, "11:05"), subject="Do you send to France?",
         text="Hello,\n\nI saw your Quay jumper on a friend in Porto and have thought about it for three weeks. "
              "Do you send to Lyon, and how long does it take?\n\nAna Ribeiro"),
    Answer(day(1742, "11:40"), "alice",
           "Hello Ana,\n\nwe do, three days by Colissimo and free from €80. A jumper that was thought about for three weeks "
           "deserves to be tried on: if it is not the one, it comes back on our stamp.\n\nAlice"),
    Act(day(1741, "09:30"), "alice", "close"),
)  # fmt: skip

MOTH = (
    Mail(day(377, "20:14"), subject="A moth found my Brae cardigan", files=("cardigan-hole.jpg",),
         text="Dear Lark & Loom,\n\nI took the heather cardigan out of the drawer and there is a hole beside the last button, "
              "as big as a coin. I could cry. Can it be saved?\n\nAna",
         folded="> On 12 October you wrote:\n> Your order 0977 has left our shop."),
    Act(day(376, "08:50"), "alice", "topic", "Moth"),
    Answer(day(376, "08:58"), "alice",
           "Dear Ana,\n\nit can. Marit has mended worse, she once rebuilt an elbow. Send it to the Mending Table, Havengade 12, "
           "Aarhus. It costs you the stamp.\n\nAnd put cedar in the drawer, they come back to where it was good.\n\nAlice"),
    Act(day(376, "09:02"), "alice", "tag", "mending"),
    Mail(day(362, "18:31"), subject="Re: A moth found my Brae cardigan",
         text="It came back today. I looked for ten minutes and cannot find the place. Please tell Marit that she is a magician.",
         folded="> Dear Ana,\n> it can. Marit has mended worse, she once rebuilt an elbow."),
    Note(day(361, "09:01"), "bob", "Read it out to Marit. She pretended to look for a needle."),
    Act(day(361, "09:03"), "alice", "close"),
)  # fmt: skip

SIZING = (
    Mail(day(10, "16:20"), subject="Harbour jacket, M or L?",
         text="Hello, I would like the Harbour jacket for my mother. She is 1.62 m and wears a French 40 in most coats, "
              "but she likes room for a jumper under it. M or L?",
         folded="> Moths have good taste.\n> We are glad it is home again.\n-- \nAna Ribeiro, Lyon"),
    Act(day(9, "09:05"), "bob", "take"),
    Act(day(9, "09:06"), "bob", "topic", "Sizing"),
    Answer(day(9, "09:12"), "bob", "M, with the jumper in mind. It is cut straight, and the sleeves can turn up once."),
    Mail(day(9, "09:40"), subject="Re: Harbour jacket, M or L?",
         text="M it is. I ordered it just now, with two pairs of Wren socks. Thank you, Bob!"),
    Act(day(9, "10:15"), "bob", "close"),
)  # fmt: skip

BIRTHDAY = (
    Chat(ago(9), "Good morning! Parcel 1042 should have been here on Tuesday"),
    Chat(ago(8.7), "It is my mother’s 70th on Saturday and the jacket is the present"),
    Act(ago(8.5), "alice", "claim", "ana.ribeiro@posteo.example"),
    Act(ago(8.3), "alice", "take"),
    Act(ago(8.2), "alice", "topic", "Late"),
    Note(ago(8), "bob", "@Alice Lyon lost three of ours this week. I would not wait for it.", ("alice",)),
    Answer(ago(6.5), "alice", state="read",
           text="Then we won’t leave it to luck, Ana. I can send a second jacket by courier today, and the first one can come "
                "back whenever it turns up."),
    Chore(ago(6.2), "alice", "Claim parcel 6A 1188 2047 at Colissimo", "bob", ahead(1, "12:00")),
    Chore(ago(6), "alice", "Ask how the birthday went", "alice", ahead(4, "10:00")),
    Chat(ago(4.5), "Oh, that would be wonderful. Could it be wrapped?"),
    Promised(ago(4.4), soon(2)),
)  # fmt: skip

STORIES = (Story(ANA, (*FIRST_WORDS, *MOTH, *SIZING, *BIRTHDAY)),)

"""The weeks before: what was closed, what bounced, two that turned out to be one person, and what goes to the bin."""

from shopkeeper.demo.script import Act, Answer, Chat, Customer, Mail, Note, Story, day

LUIS = Story(
    Customer(key="luis", name="Luís Carvalho", email="luis.carvalho@sapo.example", visitor="luis", about="Same Luís as luis@carvalho-arquitetos.example."),
    (
        Chat(day(44, "15:10"), "Does the Tarn shirt crease in a suitcase?"),
        Answer(day(44, "15:12"), "carol", "It is linen: it creases beautifully. Hang it in the bathroom while you shower.", state="read"),
        Chat(day(44, "15:13"), "sold. luis.carvalho@sapo.example for the receipt"),
        Act(day(44, "15:14"), "carol", "claim", "luis.carvalho@sapo.example"),
        Act(day(44, "15:40"), "carol", "close"),
        Mail(day(20, "11:02"), subject="Second shirt", text="Like the first, in L. It did crease beautifully."),
        Act(day(20, "11:05"), "carol", "prove", "luis.carvalho@sapo.example"),
        Act(day(20, "11:10"), "carol", "merge", "luis-office"),
        Answer(day(20, "11:15"), "carol", "On its way, Luís. L, lake, one spare button inside."),
        Act(day(19, "09:00"), "carol", "close"),
    ),
)  # fmt: skip

LUIS_OFFICE = Story(
    Customer(key="luis-office", name="L. Carvalho", email="luis@carvalho-arquitetos.example"),
    (
        Mail(
            day(80, "10:00"),
            subject="Aprons for the model workshop",
            text="Four Alder aprons, no name on them. Can you invoice the office?",
        ),
        Answer(day(80, "10:25"), "alice", "Four aprons, the office’s name on the invoice only. They leave today."),
        Act(day(79, "09:00"), "alice", "close"),
    ),
)

HANNA = Story(
    Customer(key="hanna", name="Hanna Nyström", email="hanna.nystrom@gammal.example"),
    (
        Mail(day(15, "18:18"), subject="Blanket as a wedding present", text="Can it be there by the 30th, with a card? The couple is Ida and Per."),
        Act(day(15, "18:30"), "bob", "topic", "Gift wrap"),
        Answer(day(15, "18:41"), "bob", "By the 28th, wrapped, and the card says what you tell me.", state="failed",
               reason="550 5.1.1 The address hanna.nystrom@gammal.example does not exist",
               advice="This address no longer exists. Ask Hanna for another one, or look at her order."),
        Act(day(15, "18:45"), "bob", "bounced", "550 5.1.1 no such user"),
        Act(day(14, "09:00"), "bob", "close"),
    ),
)  # fmt: skip

TOBIAS = Story(
    Customer(key="tobias", name="Tobias Lang", email="tobias.lang@heim.example", locale="de"),
    (
        Mail(day(33, "13:13"), subject="Mütze für einen großen Kopf", text="62 cm. Gibt es Hoffnung?"),
        Answer(day(33, "13:30"), "carol", "Ja: die Fen-Mütze gibt nach, bis 64. Zwei unserer Nachbarn sind Zeugen."),
        Mail(day(30, "08:00"), subject="Re: Mütze für einen großen Kopf", text="Sie passt. Zum ersten Mal seit 1998."),
        Note(day(30, "08:20"), "carol", "Für die Pinnwand."),
        Act(day(30, "08:21"), "carol", "close"),
    ),
)

AGNES = Story(
    Customer(key="agnes", name="Agnès Martin", email="agnes.martin@orange.example", locale="fr"),
    (
        Mail(
            day(12, "14:05"),
            subject="Laver le pull Quay",
            text="Bonjour, peut-on le laver en machine si l’on est très gentil avec elle ?",
        ),
        Answer(
            day(12, "14:20"),
            "alice",
            "Bonjour Agnès,\n\nprogramme laine, froid, sans essorer, et ne la quittez pas des yeux.\n\nAlice",
        ),
        Mail(
            day(12, "15:00"),
            subject="Re: Laver le pull Quay",
            text="Nous avons passé un bel après-midi, la machine et moi. Merci !",
        ),
        Act(day(12, "15:10"), "alice", "topic", "Wool and care"),
        Act(day(12, "15:10"), "alice", "close"),
    ),
)

BEN = Story(
    Customer(key="ben", name="Ben Achterberg", email="ben@achterberg.example", visitor="ben"),
    (
        Chat(day(7, "16:40"), "can I cancel 1039? bought the wrong colour, twice"),
        Answer(day(7, "16:42"), "bob", "Cancelled, it had not left the table. Navy instead?", state="read"),
        Chat(day(7, "16:43"), "navy instead :)"),
        Act(day(7, "16:44"), "bob", "topic", "Change or cancel"),
        Act(day(7, "16:45"), "bob", "close"),
    ),
)

AWAY = Story(
    Customer(key="away", name="Ruth Keller", email="ruth.keller@amt.example", locale="de"),
    (
        Mail(day(2, "09:31"), subject="Automatische Antwort: Ihre Bestellung", automatic="auto-replied",
             text="Ich bin bis Montag nicht im Haus. Ihre Nachricht wird nicht weitergeleitet."),
        Act(day(2, "10:00"), "bob", "close"),
    ),
)  # fmt: skip

RANKS = Story(
    Customer(key="ranks", name="Growth Team", email="growth@rank-your-shop.example"),
    (Mail(day(1, "03:12"), subject="Your shop on page 1 GUARANTEED", spam=True,
          text="Dear owner, we looked at larkandloom.example and found 47 errors. Reply YES for a free audit."),),
)  # fmt: skip

PRINCE = Story(
    Customer(key="prince", name="Dr. M. Ade", email="m.ade@notary.example"),
    (
        Mail(
            day(3, "02:40"),
            subject="Confidential: 400 jackets",
            text="I represent a client who needs 400 jackets today and pays by cheque.",
        ),
        Act(day(3, "08:31"), "bob", "spam"),
    ),
)

PARTS = Story(
    Customer(key="parts", name="Button supplier", email="sales@knopf.example"),
    (
        Mail(day(5, "07:20"), subject="Price list winter", text="Our new price list for horn and shell buttons."),
        Act(day(5, "08:30"), "alice", "trash"),
    ),
)

STORIES = (LUIS_OFFICE, LUIS, HANNA, TOBIAS, AGNES, BEN, AWAY, RANKS, PRINCE, PARTS)

"""What lies on Alice's side of the counter this morning, and what waits in the basket for whoever is free."""

from shopkeeper.demo.script import (
    Act,
    Answer,
    Chat,
    Chore,
    Customer,
    Forward,
    Mail,
    Note,
    Promised,
    Story,
    ago,
    ahead,
    day,
    soon,
)

MARGIT = Story(
    Customer(key="margit", name="Margit Sørensen", email="margit@soerensen.example", about="Sings alto. Third cardigan."),
    (
        Mail(day(210, "13:20"), subject="Which wool for a choir in a cold church",
             text="Dear all, eleven altos, one church, eight degrees. Brae or Quay?\n\nMargit"),
        Answer(day(210, "14:02"), "carol", "Brae. It opens when the heating surprises you.\n\nCarol"),
        Mail(day(210, "14:30"), subject="Re: Which wool for a choir in a cold church", text="Sold. I will bring the others."),
        Act(day(209, "09:00"), "carol", "close"),
        Mail(ago(71), subject="The cardigan arrived with a hole", files=("cardigan-hole.jpg",),
             text="Good morning,\n\nThe cardigan arrived with a hole in it, at the hem, see the picture. I opened the parcel with "
                  "my hands and not with a knife, so it must have been like that. The concert is on Sunday.\n\n"
                  "What shall we do?\n\nMargit Sørensen",
             folded="-- \nMargit Sørensen\nKirkegade 4, 8000 Aarhus C\nSent from my telephone"),
        Act(ago(70), "alice", "take"),
        Act(ago(69.5), "alice", "topic", "Faulty"),
        Act(ago(69), "alice", "urgent"),
        Promised(ago(68.8), ago(6)),
    ),
)  # fmt: skip

PORTO = Story(
    Customer(key="porto", name="Visitor from Porto", visitor="porto", locale="pt"),
    (
        Chat(ago(6), "hi! quick question"),
        Chat(ago(5.6), "is the dune scarf itchy? asking for a four year old with opinions"),
        Promised(ago(5.5), soon(3)),
        Act(ago(5.4), "alice", "take"),
    ),
)

JONAS = Story(
    Customer(key="jonas", name="Jonas Weber", email="jonas.weber@mail.example", visitor="jonas", phone="+49 151 12345678",
             locale="de", about="Schreibt deutsch. Hat einen Laden für Fahrräder in Kiel."),
    (
        Mail(day(64, "19:48"), subject="Reißverschluss an der Weste",
             text="Guten Abend,\n\nder Reißverschluss meiner Fell-Weste hakt unten. Gibt es einen Trick oder muss sie zu euch?\n\n"
                  "Viele Grüße aus Kiel\nJonas Weber"),
        Act(day(63, "08:40"), "bob", "topic", "Zip"),
        Answer(day(63, "08:55"), "bob",
               "Guten Morgen Jonas,\n\nmit einem weichen Bleistift über die Zähne fahren, dreimal auf und zu. Hilft es nicht, "
               "schicken Sie sie uns.\n\nViele Grüße\nBob"),
        Mail(day(63, "12:10"), subject="Re: Reißverschluss an der Weste", text="Der Bleistift war's. Danke!"),
        Act(day(63, "12:30"), "bob", "close"),
        Chat(ago(27), "Guten Morgen! Bestellung 1051, die Weste: kann ich die Lieferadresse noch auf den Laden ändern?"),
        Chat(ago(26), "Holtenauer Straße 112, 24105 Kiel"),
        Act(ago(25), "alice", "take"),
        Act(ago(24.5), "alice", "topic", "Wrong address"),
        Promised(ago(24), soon(21)),
    ),
)  # fmt: skip

PRIYA_HTML = """<html><head><style>td{font-family:Georgia,serif}</style></head><body bgcolor="#f7f3ea"><table width="100%"><tr><td align="center">
<table width="520" cellpadding="18" bgcolor="#ffffff"><tr><td><h2 style="color:#7a3b52">Two parcels, one party</h2>
<p>Dear Lark &amp; Loom,</p><p>for order <b>1057</b> I would love <b>two</b> wrappings: the scarf for <i>Meera</i>, the beanie for <i>Arun</i>.</p>
<table border="1" cellpadding="6" style="border-collapse:collapse"><tr><th>What</th><th>For</th><th>Card</th></tr>
<tr><td>Dune scarf</td><td>Meera</td><td>Stay warm, stay loud</td></tr><tr><td>Fen beanie</td><td>Arun</td><td>For the bicycle, with love</td></tr></table>
<p><img src="https://larkandloom.example/demo-shop/art/dune-scarf.svg" width="120" alt="Dune scarf"> <img src="https://larkandloom.example/demo-shop/art/fen-beanie.svg" width="120" alt="Fen beanie"></p>
<p>Thank you!<br>Priya</p></td></tr></table></td></tr></table></body></html>"""

PRIYA = Story(
    Customer(key="priya", name="Priya Raman", email="priya@ramanfamily.example", regular=True,
             about="Gives half of our shop to her family every winter. Cards matter to her."),
    (
        Mail(day(340, "10:02"), subject="Thank you for the blanket", text="It is on the bench already. My father says it is older than him and he means it well."),
        Answer(day(340, "10:30"), "alice", "Please tell your father that the mill is, too. It was a pleasure, Priya."),
        Act(day(340, "10:31"), "alice", "close"),
        Mail(day(1, "17:40"), subject="Gift wrap for order 1057", text="Can the two things in 1057 be wrapped?\n\nPriya"),
        Act(day(1, "17:55"), "alice", "take"),
        Act(day(1, "17:56"), "alice", "topic", "Gift wrap"),
        Answer(day(1, "18:01"), "alice", "With pleasure. Together or each on its own? And what shall the card say?"),
        Mail(ago(46), subject="Re: Gift wrap for order 1057, two parcels", html=PRIYA_HTML,
             text="Dear Lark & Loom,\n\nfor order 1057 I would love two wrappings: the scarf for Meera, the beanie for Arun.\n\n"
                  "Dune scarf, Meera: Stay warm, stay loud\nFen beanie, Arun: For the bicycle, with love\n\nThank you!\nPriya"),
        Promised(ago(45), soon(46)),
    ),
)  # fmt: skip

LENA = Story(
    Customer(key="lena", name="Lena Brandt", email="lena@strickt.example", locale="de"),
    (
        Mail(ago(78), subject="Heath yarn in moss",
             text="Hello! Will the moss yarn be back this spring? I have one sleeve left to knit and it is getting cold on that side.\n\nLena"),
        Act(ago(76), "alice", "take"),
        Act(ago(75.5), "alice", "topic", "Back in stock"),
        Promised(ago(75), soon(124)),
    ),
)  # fmt: skip

THEO = Story(
    Customer(key="theo", name="Theo Bakker", email="theo.bakker@xs.example", phone="+31 6 12345678",
             about="Sailor. Hears badly on the telephone, prefers mail."),
    (
        Mail(day(30, "08:12"), subject="Anorak", text="Which size for a man of 1.98? My arms are the problem, they always are."),
        Answer(day(30, "09:20"), "carol", "XL, and we lengthen the sleeves by four centimetres for nothing. Say the word."),
        Mail(day(29, "07:58"), subject="Re: Anorak", text="The word."),
        Act(day(29, "09:00"), "carol", "tag", "tailoring"),
        Act(day(22, "15:00"), "carol", "close"),
        Mail(ago(97), subject="Fwd: The sleeves", forwarded=Forward("Wim Bakker", "wim@bakker-touw.example"),
             text="See below, my brother wants the same. Can you take it from here with him?\n\nTheo",
             folded="---------- Forwarded message ----------\nFrom: Wim Bakker <wim@bakker-touw.example>\n\n"
                    "Theo, where did you get that yellow thing? I want one, with the long arms."),
        Act(ago(95), "alice", "take"),
        Note(ago(94), "carol", "@Alice Theo’s sleeves were +4 cm, the pattern is in the blue folder.", ("alice",)),
        Promised(ago(93), soon(180)),
    ),
)  # fmt: skip

MARELLE = Story(
    Customer(key="marelle", name="Café Marelle", email="bonjour@cafemarelle.example", locale="fr",
             about="Amélie and Hugo, Croix-Rousse. Twelve chairs, eleven tablecloths. Écrit en français."),
    (
        Mail(day(3, "15:32"), subject="12 tabliers avec notre nom",
             text="Bonjour,\n\nNous aimerions douze tabliers Alder avec notre nom brodé, est-ce possible avant le 20 ? Et à quel prix ?\n\n"
                  "Amélie, Café Marelle"),
        Act(day(3, "15:50"), "alice", "take"),
        Act(day(3, "15:51"), "alice", "topic", "Embroidery"),
        Act(day(3, "15:52"), "alice", "tag", "wholesale"),
        Answer(day(3, "16:10"), "alice",
               "Bonjour Amélie,\n\nc’est possible : douze jours de travail, 4 € de broderie par tablier. Pouvez-vous nous envoyer le nom "
               "tel qu’il est écrit sur votre porte ?\n\nAlice"),
        Mail(ago(130), subject="Re: 12 tabliers avec notre nom", cc=(("Hugo Marelle", "hugo@cafemarelle.example"),),
             text="Bonjour Alice,\n\nC’est parfait. En italique, sans « Café », et si possible en crème. Hugo (en copie) vous envoie "
                  "le dessin cet après-midi.\n\nAmélie"),
        Chore(ago(128), "alice", "Ask Lyon for twelve working days before the 20th", "alice", soon(300)),
        Promised(ago(127), soon(240)),
    ),
)  # fmt: skip

SAM = Story(
    Customer(key="sam", name="Sam Okonkwo", email="sam.okonkwo@fastmail.example"),
    (
        Mail(
            day(1, "14:11"),
            subject="Invoice for the office",
            text="Could the invoice for 1049 be made out to Okonkwo Studio Ltd, please?",
        ),
        Act(day(1, "14:30"), "alice", "take"),
        Act(day(1, "14:30"), "alice", "topic", "Invoice"),
        Answer(
            day(1, "14:41"),
            "alice",
            "Done, the new one is attached to the order. Anything else for the studio?",
            state="failed",
            reason="550 5.2.2 Mailbox full",
            advice="Sam’s mailbox is full. Try again later, or call: there is no other address.",
        ),
        Mail(
            ago(31),
            subject="Invoice, again",
            text="Did you write? My mailbox was full of kittens. It has room again now.",
        ),
        Promised(ago(30), soon(149)),
    ),
)

COLISSIMO = Story(
    Customer(key="colissimo", name="Colissimo, claims", email="claims@colissimo.example"),
    (
        Mail(day(4, "10:20"), subject="Parcel 6A 1188 2047, Ana Ribeiro", text="We have opened file 77120 for your parcel. Please tell us its contents and value."),
        Act(day(4, "10:50"), "alice", "take"),
        Answer(day(4, "11:02"), "alice", "About parcel 6A 1188 2047, Ana Ribeiro: one waxed jacket, moss, size M, €158, and two pairs of socks, €28. The invoice is attached."),
        Chore(day(4, "11:05"), "alice", "Ask Colissimo again about file 77120", "alice", ahead(1, "10:00")),
    ),
)  # fmt: skip

DOROTA = Story(
    Customer(key="dorota", name="Dorota Zielińska", email="dorota@zielinska.example", visitor="dorota"),
    (
        Chat(day(5, "12:01"), "The slippers, do they run small?"),
        Act(day(5, "12:02"), "alice", "take"),
        Answer(day(5, "12:03"), "alice", "Between sizes, take the smaller one: they give a little in the first week.", state="read"),
        Chat(day(5, "12:05"), "Then 36–38. Can you put a pair aside until payday?"),
        Answer(day(5, "12:06"), "alice", "Of course. Which size shall I set aside for your mother? You asked for two last time.", state="read"),
    ),
)  # fmt: skip

HENRIK = Story(
    Customer(key="henrik", name="Henrik Dahl", email="henrik.dahl@dahl.example"),
    (
        Mail(day(6, "09:15"), subject="Zip on the gilet", text="The zip came off its rail. Where do I send it?"),
        Act(day(6, "09:40"), "alice", "take"),
        Act(day(6, "09:41"), "alice", "topic", "Zip"),
        Answer(day(6, "09:52"), "alice", "To the Mending Table, Havengade 12. The zip will be with you on Thursday."),
        Act(day(2, "16:00"), "alice", "snooze", until=soon(195)),
    ),
)  # fmt: skip

SOFIE = Story(
    Customer(key="sofie", name="Sofie Claes", email="sofie.claes@telenet.example"),
    (
        Mail(day(2, "20:40"), subject="Fell gilet, S or M", text="I am between two sizes, as always in life."),
        Act(day(1, "09:10"), "alice", "take"),
        Answer(day(1, "09:22"), "alice", "Then S, it sits better over a shirt. Try both, send one back."),
        Mail(day(1, "19:02"), subject="Re: Fell gilet, S or M", text="Thanks! I’ll try it on tonight and tell you."),
        Act(day(1, "19:20"), "alice", "snooze", until=soon(345)),
    ),
)  # fmt: skip

STORIES = (MARGIT, PORTO, JONAS, PRIYA, LENA, THEO, MARELLE, SAM, COLISSIMO, DOROTA, HENRIK, SOFIE)

"""What waits in the basket for whoever is free, and what Bob and Carol have in hand."""

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

# --- nobody's yet ---------------------------------------------------------------------------------------------------

CAMILLE = Story(
    Customer(key="camille", name="Camille Roux", email="camille.roux@laposte.example", locale="fr"),
    (
        Mail(ago(18), subject="Colis arrivé déchiré", files=("parcel-torn.jpg",),
             text="Bonjour,\n\nLe colis est arrivé ce matin, déchiré dans un coin (photo). La veste semble intacte mais elle est un peu "
                  "humide. Que dois-je faire ?\n\nBien à vous,\nCamille Roux"),
        Promised(ago(17.8), soon(42)),
    ),
)  # fmt: skip

KLARA = Story(
    Customer(key="klara", name="Klara Vogt", email="klara.vogt@post.example", locale="de"),
    (
        Mail(ago(64), subject="Umtausch Fäustlinge", files=("mittens-size.jpg",),
             text="Guten Morgen,\n\ndie Gorse-Fäustlinge in M sind mir zu klein (siehe Bild, mit Lineal, ich bin Ingenieurin). "
                  "Kann ich sie gegen L tauschen?\n\nFreundliche Grüße\nKlara Vogt"),
        Promised(ago(63), soon(86)),
    ),
)  # fmt: skip

OMAR = Story(
    Customer(key="omar", name="Omar Haddad", email="omar@haddad.example"),
    (
        Mail(ago(112), subject="Two meters of your tweed ribbon?",
             text="Do you sell the wool ribbon you wrap things in? My daughter wears it in her hair and would like a second one before Monday."),
        Promised(ago(111), soon(150)),
    ),
)  # fmt: skip

NINA = Story(
    Customer(key="nina", name="Nina Lindholm-Papadopoulou von Hohenstaufen-Eriksson", email="nina.lindholm@universitetet.example"),
    (
        Mail(day(1, "21:33"), subject="Vegan alternatives to wool, wax and the little horn buttons on the cardigan in heather, size M",
             text="Hello, which of your things have no animal in them at all? I found the Tarn shirt and the tote. Is the wax beeswax?"),
        Promised(day(1, "21:34"), soon(270)),
    ),
)  # fmt: skip

# --- Bob's ----------------------------------------------------------------------------------------------------------

ELIF = Story(
    Customer(key="elif", name="Elif Kaya", email="elif.kaya@posta.example", visitor="elif"),
    (
        Chat(ago(33), "The basket says the beanie is €38, at the bakery your poster says €35?"),
        Act(ago(32), "bob", "take"),
        Answer(ago(31), "bob", "The poster is from spring. But a poster is a poster: €35 for you, I put it in your basket.", state="read"),
        Chat(ago(29), "you are kidding. thank you! one more thing, does it come in green?"),
        Promised(ago(28.5), soon(12)),
    ),
)  # fmt: skip

RASMUS = Story(
    Customer(key="rasmus", name="Rasmus Holm", email="rasmus@holm.example", regular=True),
    (
        Mail(
            day(120, "09:00"),
            subject="Quay jumper for a dog",
            text="Do not laugh. How long is an S from collar to hem?",
        ),
        Answer(day(120, "09:31"), "bob", "Nobody laughed for long. 61 cm. What breed?"),
        Mail(day(120, "09:50"), subject="Re: Quay jumper for a dog", text="Wolfhound. L then."),
        Act(day(119, "10:00"), "bob", "close"),
        Mail(ago(140), subject="The dog grew", text="Is there an XXL, or does Carol knit?"),
        Act(ago(139), "bob", "take"),
        Note(ago(137), "bob", "@Carol do you?", ("carol",)),
        Promised(ago(136), soon(200)),
    ),
)

INGRID = Story(
    Customer(key="ingrid", name="Ingrid Moe", email="ingrid.moe@fjord.example"),
    (
        Mail(
            day(2, "08:30"),
            subject="Order 1046, one sock",
            text="The box held three left socks. I have, as usual, a right foot too.",
        ),
        Act(day(2, "08:45"), "bob", "take"),
        Answer(day(2, "08:50"), "bob", "Three right ones are on their way. Keep the spare, they go missing in pairs."),
    ),
)

MATEO = Story(
    Customer(key="mateo", name="Mateo Vidal", email="mateo.vidal@correo.example", locale="es"),
    (
        Mail(day(1, "12:12"), subject="Factura con NIF", text="Hola,\n\n¿Pueden enviarme la factura del pedido 1048 con mi NIF? 12345678Z.\n\nGracias,\nMateo"),
        Act(day(1, "12:30"), "bob", "take"),
        Act(day(1, "12:31"), "bob", "topic", "Invoice"),
        Answer(day(1, "12:40"), "bob", "Hola Mateo,\n\naquí la tiene, con el NIF. Un saludo desde Aarhus.\n\nBob"),
        Mail(ago(210), subject="Re: Factura con NIF", text="Perfecto. ¿Y la dirección nueva para el próximo pedido? Calle del Mar 8, Valencia."),
        Promised(ago(209), soon(95)),
    ),
)  # fmt: skip

AOIFE = Story(
    Customer(key="aoife", name="Aoife Byrne", email="aoife@byrne.example"),
    (
        Mail(
            day(3, "11:00"),
            subject="Wrong address, my fault",
            text="I moved in March and typed the old street. 1044. Is it gone already?",
        ),
        Act(day(3, "11:10"), "bob", "take"),
        Act(day(3, "11:10"), "bob", "topic", "Wrong address"),
        Answer(day(3, "11:14"), "bob", "It is, but only as far as Dublin. I asked them to hold it."),
        Answer(
            day(3, "11:20"),
            "bob",
            "Please hold parcel GB 4471 and send it on to 9 Quay Street, Galway.",
            side_to=("An Post", "hold@anpost.example"),
        ),
        Act(day(2, "09:00"), "bob", "await"),
    ),
)

# --- Carol's --------------------------------------------------------------------------------------------------------

YUKI = Story(
    Customer(key="yuki", name="Yuki Tanaka", email="yuki.tanaka@mail.example", visitor="yuki"),
    (
        Chat(ago(22), "Is the Heron blanket heavy enough for a balcony in Trondheim?"),
        Act(ago(21), "carol", "take"),
        Answer(ago(20), "carol", "For the balcony yes, for Trondheim take two. 1.9 kg each.", state="read"),
        Chat(ago(16), "Two it is, if they fit one parcel?"),
        Promised(ago(15.5), soon(28)),
    ),
)

PIETER = Story(
    Customer(key="pieter", name="Pieter de Vries", email="p.devries@werk.example"),
    (
        Mail(
            ago(190),
            subject="Elbow, left",
            text="The Quay gave up at the left elbow after nine winters. I would like it mended, visibly, in rust.",
        ),
        Act(ago(188), "carol", "take"),
        Act(ago(187), "carol", "topic", "Seam or button"),
        Act(ago(186), "carol", "tag", "mending"),
        Answer(
            ago(182),
            "carol",
            "Visibly in rust, gladly: that is the best colour for an honest elbow. Send it to the Mending Table.",
        ),
        Chore(ago(181), "carol", "Keep a ball of rust aside for Pieter’s elbow", "carol", ahead(5, "09:00")),
    ),
)

FATIMA = Story(
    Customer(key="fatima", name="Fatima Zahra", email="fatima@zahra-atelier.example"),
    (
        Mail(day(1, "10:10"), subject="Wholesale, a small shop in Rabat", text="Good day, we would like to carry your scarves. Forty to begin with. Whom do I ask?"),
        Act(day(1, "10:30"), "carol", "take"),
        Act(day(1, "10:30"), "carol", "topic", "Wholesale"),
        Act(day(1, "10:31"), "carol", "tag", "wholesale"),
        Note(day(1, "10:33"), "carol", "@Alice forty scarves is more than the mill makes in a month. Can we promise May?", ("alice",)),
        Promised(day(1, "10:40"), soon(60)),
    ),
)  # fmt: skip

GRETA = Story(
    Customer(key="greta", name="Greta Holz", email="greta.holz@brief.example", locale="de"),
    (
        Mail(day(2, "16:16"), subject="Rückgabe Hausschuhe", text="Guten Tag,\n\ndie Hausschuhe sind wunderbar, aber mein Mann hat jetzt dieselben. Ich gebe meine zurück.\n\nGreta Holz"),
        Act(day(2, "16:30"), "carol", "take"),
        Act(day(2, "16:30"), "carol", "topic", "Did not like it"),
        Answer(day(2, "16:36"), "carol", "Guten Tag Frau Holz,\n\nhier ist die Marke, sie ist bezahlt. Vielleicht tauscht Ihr Mann die Farbe?\n\nCarol"),
    ),
)  # fmt: skip

STORIES = (CAMILLE, KLARA, OMAR, NINA, ELIF, RASMUS, INGRID, MATEO, AOIFE, YUKI, PIETER, FATIMA, GRETA)

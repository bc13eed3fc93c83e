"""What is asked to connect a shop in memory."""

from shopkeeper.commerce.model import Field, Form

FORM = Form(
    words={
        "en": "A small shop in this desk's own memory, to try everything without a customer. It forgets all at a restart.",
        "de": "Ein kleiner Laden im Speicher dieses Tresens, um alles ohne Kundschaft zu versuchen. Ein Neustart vergisst ihn.",
        "es": "Una pequeña tienda en la memoria de este mostrador, para probarlo todo sin clientes. Al reiniciar lo olvida todo.",
        "fr": "Une petite boutique dans la mémoire de ce comptoir, pour tout essayer sans client. Un redémarrage efface tout.",
    },
    practice=True,
    fields=(
        Field(
            name="settings.shelf",
            label={"en": "Its name", "de": "Sein Name", "es": "Su nombre", "fr": "Son nom"},
            help={
                "en": "Whoever says the same name sees the same shop.",
                "de": "Wer denselben Namen sagt, sieht denselben Laden.",
                "es": "Quien dice el mismo nombre ve la misma tienda.",
                "fr": "Qui dit le même nom voit la même boutique.",
            },
            placeholder="shelf",
        ),
        Field(
            name="secrets.webhook",
            kind="secret",
            made=True,
            label={
                "en": "Secret of its webhooks",
                "de": "Geheimnis seiner Webhooks",
                "es": "Secreto de sus webhooks",
                "fr": "Secret de ses webhooks",
            },
            help={
                "en": "With this it signs what it tells us.",
                "de": "Damit unterschreibt er, was er uns meldet.",
                "es": "Con él firma lo que nos cuenta.",
                "fr": "Avec lui, elle signe ce qu'elle nous dit.",
            },
            later=True,
        ),
    ),
)

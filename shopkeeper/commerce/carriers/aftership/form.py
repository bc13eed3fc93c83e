"""What is asked when an AfterShip account is connected."""

from shopkeeper.commerce.carriers.forms import API_KEY, CARRIERS, SECRET_LABEL
from shopkeeper.commerce.model.forms import Field, Form

FORM = Form(
    words={
        "en": "Follows parcels of more than 1,200 carriers all over the world.",
        "de": "Verfolgt Pakete von mehr als 1.200 Zustellern in aller Welt.",
        "es": "Sigue paquetes de más de 1.200 transportistas de todo el mundo.",
        "fr": "Suit les colis de plus de 1 200 transporteurs dans le monde entier.",
    },
    lead={
        "en": "In AfterShip Tracking, under Settings, Webhooks, add the address shown here after connecting; the webhook secret stands on the same page.",
        "de": "Tragen Sie in AfterShip Tracking unter Settings, Webhooks die Adresse ein, die hier nach dem Verbinden steht; das Webhook-Geheimnis steht auf derselben Seite.",
        "es": "En AfterShip Tracking, en Settings, Webhooks, añada la dirección que se muestra aquí tras conectar; el secreto está en la misma página.",
        "fr": "Dans AfterShip Tracking, sous Settings, Webhooks, ajoutez l’adresse affichée ici après la connexion ; le secret se trouve sur la même page.",
    },
    guide="https://www.aftership.com/docs/tracking/webhook/webhook-overview",
    fields=(
        Field(
            name="secrets.webhook", kind="secret", required=True,
            label=SECRET_LABEL,
            help={
                "en": "AfterShip signs every event with it: Settings, Webhooks.",
                "de": "Damit unterschreibt AfterShip jede Meldung: Settings, Webhooks.",
                "es": "AfterShip firma cada aviso con él: Settings, Webhooks.",
                "fr": "AfterShip signe chaque annonce avec lui : Settings, Webhooks.",
            },
        ),
        API_KEY,
        CARRIERS,
    ),
)  # fmt: skip

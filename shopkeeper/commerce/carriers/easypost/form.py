"""What is asked when an EasyPost account is connected."""

from shopkeeper.commerce.carriers.forms import API_KEY, CARRIERS, SECRET_LABEL
from shopkeeper.commerce.model.forms import Field, Form

FORM = Form(
    words={
        "en": "Follows parcels of more than 100 carriers.",
        "de": "Verfolgt Pakete von mehr als 100 Zustellern.",
        "es": "Sigue paquetes de más de 100 transportistas.",
        "fr": "Suit les colis de plus de 100 transporteurs.",
    },
    lead={
        "en": "In EasyPost, under Webhooks, add a webhook with the address shown here after connecting, and give it the webhook secret below.",
        "de": "Legen Sie bei EasyPost unter Webhooks einen Webhook mit der Adresse an, die hier nach dem Verbinden steht, und tragen Sie dort das Webhook-Geheimnis von unten ein.",
        "es": "En EasyPost, en Webhooks, añada un webhook con la dirección que se muestra aquí tras conectar y póngale el secreto de abajo.",
        "fr": "Dans EasyPost, sous Webhooks, ajoutez un webhook avec l’adresse affichée ici après la connexion, et donnez-lui le secret ci-dessous.",
    },
    guide="https://docs.easypost.com/docs/webhooks",
    fields=(
        Field(
            name="secrets.webhook", kind="secret", required=True, made=True,
            label=SECRET_LABEL,
            help={
                "en": "EasyPost signs every event with it. Give the webhook there the same secret.",
                "de": "Damit unterschreibt EasyPost jede Meldung. Tragen Sie dort beim Webhook dasselbe Geheimnis ein.",
                "es": "EasyPost firma cada aviso con él. Ponga el mismo secreto en el webhook de allí.",
                "fr": "EasyPost signe chaque annonce avec lui. Donnez le même secret au webhook là-bas.",
            },
        ),
        API_KEY,
        CARRIERS,
    ),
)  # fmt: skip

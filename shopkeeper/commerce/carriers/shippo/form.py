"""What is asked when a Shippo account is connected."""

from shopkeeper.commerce.carriers.forms import CARRIERS, FOLLOWS
from shopkeeper.commerce.model.forms import Field, Form

FORM = Form(
    words={
        "en": "Follows parcels of some 40 carriers, those with Shippo labels by itself.",
        "de": "Verfolgt Pakete von rund 40 Zustellern, solche mit Shippo-Marken von selbst.",
        "es": "Sigue paquetes de unos 40 transportistas; los que llevan etiqueta de Shippo, sin más.",
        "fr": "Suit les colis d’une quarantaine de transporteurs, ceux aux étiquettes Shippo tout seul.",
    },
    lead={
        "en": "In Shippo, under Settings, API, Webhooks, add a webhook “Track Updated” with the address shown here after connecting. The address is a secret: it is how we know Shippo.",
        "de": "Legen Sie bei Shippo unter Settings, API, Webhooks einen Webhook „Track Updated“ mit der Adresse an, die hier nach dem Verbinden steht. Die Adresse ist ein Geheimnis: An ihr erkennen wir Shippo.",
        "es": "En Shippo, en Settings, API, Webhooks, añada un webhook «Track Updated» con la dirección que se muestra aquí tras conectar. La dirección es un secreto: por ella reconocemos a Shippo.",
        "fr": "Dans Shippo, sous Settings, API, Webhooks, ajoutez un webhook « Track Updated » avec l’adresse affichée ici après la connexion. L’adresse est un secret : c’est à elle que nous reconnaissons Shippo.",
    },
    guide="https://docs.goshippo.com/tracking/webhooks",
    fields=(
        Field(
            name="secrets.api_key", kind="secret",
            label={"en": "API token", "de": "API-Token", "es": "Token de API", "fr": "Jeton d’API"}, help=FOLLOWS,
        ),
        Field(
            name="secrets.webhook", kind="secret", later=True,
            label={"en": "HMAC secret", "de": "HMAC-Geheimnis", "es": "Secreto HMAC", "fr": "Secret HMAC"},
            help={
                "en": "Only where Shippo signs your webhooks (they switch it on when asked). With it, nothing unsigned is let in.",
                "de": "Nur, wenn Shippo Ihre Webhooks unterschreibt (auf Anfrage). Dann wird nichts ohne Unterschrift eingelassen.",
                "es": "Solo si Shippo firma sus webhooks (lo activan a petición). Con él no entra nada sin firmar.",
                "fr": "Seulement si Shippo signe vos webhooks (sur demande). Avec lui, rien de non signé n’entre.",
            },
        ),
        CARRIERS,
    ),
)  # fmt: skip

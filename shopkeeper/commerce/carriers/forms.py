"""What is asked of every account: the key it is opened with, and the carriers' names where they differ."""

from shopkeeper.commerce.model.forms import Field

CARRIERS = Field(
    name="settings.carriers",
    label={"en": "Carriers by another name", "de": "Zusteller mit anderem Namen", "es": "Transportistas con otro nombre", "fr": "Transporteurs sous un autre nom"},
    help={
        "en": "Where your shop calls a carrier otherwise than this service does: shop’s name = service’s name, with commas between.",
        "de": "Wo Ihr Shop einen Zusteller anders nennt als dieser Dienst: Name im Shop = Name beim Dienst, durch Kommas getrennt.",
        "es": "Si su tienda llama a un transportista de otro modo que este servicio: nombre en la tienda = nombre en el servicio, separados por comas.",
        "fr": "Si votre boutique nomme un transporteur autrement que ce service : nom en boutique = nom chez le service, séparés par des virgules.",
    },
    placeholder="Post=deutsche_post, DHL Paket=dhl_germany",
    later=True,
)  # fmt: skip

FOLLOWS = {
    "en": "Lets the desk have new parcels followed by itself. Without it only what is told anyway is shown.",
    "de": "Damit lässt der Arbeitsplatz neue Pakete selbst verfolgen. Ohne ihn zeigt er nur, was ohnehin gemeldet wird.",
    "es": "Permite que los paquetes nuevos se sigan solos. Sin ella solo se muestra lo que se comunica de todos modos.",
    "fr": "Permet de suivre les nouveaux colis tout seul. Sans elle, seul ce qui est annoncé de toute façon est montré.",
}

API_KEY = Field(
    name="secrets.api_key", kind="secret",
    label={"en": "API key", "de": "API-Schlüssel", "es": "Clave de API", "fr": "Clé d’API"}, help=FOLLOWS,
)  # fmt: skip
SECRET_LABEL = {
    "en": "Webhook secret",
    "de": "Webhook-Geheimnis",
    "es": "Secreto del webhook",
    "fr": "Secret du webhook",
}

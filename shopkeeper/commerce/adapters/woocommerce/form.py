"""What is asked to connect a WooCommerce shop, and the yes on its own page that spares the typing.

https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication-endpoint: the owner agrees at `/wc-auth/v1/authorize`; the
shop posts the new key to `callback_url` (https only, answered with 200), then sends the owner to `return_url` with `success` 1 or 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from shopkeeper.commerce.adapters.woocommerce.wire import CONSUMER_KEY, CONSUMER_SECRET
from shopkeeper.commerce.errors import Unreadable
from shopkeeper.commerce.model import Field, Form, Store

_WHERE = {
    "en": "In WordPress: WooCommerce, Settings, Advanced, REST API, Add key, with the right Read/Write.",
    "de": "In WordPress: WooCommerce, Einstellungen, Erweitert, REST-API, Schlüssel hinzufügen, mit Lese- und Schreibrecht.",
    "es": "En WordPress: WooCommerce, Ajustes, Avanzado, API REST, Añadir clave, con permiso de lectura y escritura.",
    "fr": "Dans WordPress : WooCommerce, Réglages, Avancé, API REST, Ajouter une clé, avec le droit de lecture et d'écriture.",
}

FORM = Form(
    words={
        "en": "A shop on WordPress. Say yes once on its own page, or paste an API key.",
        "de": "Ein Laden auf WordPress. Ein Ja auf seiner eigenen Seite genügt, oder ein API-Schlüssel.",
        "es": "Una tienda en WordPress. Basta un sí en su propia página, o una clave de la API.",
        "fr": "Une boutique sur WordPress. Un oui sur sa propre page suffit, ou une clé d'API.",
    },
    guide="https://woocommerce.com/document/woocommerce-rest-api/",
    fields=(
        Field(
            name="url",
            kind="url",
            required=True,
            placeholder="https://shop.example",
            label={
                "en": "The shop's address",
                "de": "Adresse des Ladens",
                "es": "Dirección de la tienda",
                "fr": "Adresse de la boutique",
            },
            help={
                "en": "As customers type it. WooCommerce 5.8 or later, with permalinks other than “Plain”.",
                "de": "Wie Kunden sie eingeben. WooCommerce 5.8 oder neuer, mit anderen Permalinks als „Einfach“.",
                "es": "Como la escriben los clientes. WooCommerce 5.8 o posterior, con enlaces permanentes distintos de «Simple».",
                "fr": "Comme les clients la tapent. WooCommerce 5.8 ou plus récent, avec d'autres permaliens que « Simple ».",
            },
        ),
        Field(
            name="settings.currency",
            placeholder="EUR",
            begins="EUR",
            required=True,
            label={"en": "Currency", "de": "Währung", "es": "Moneda", "fr": "Devise"},
            help={
                "en": "The three letters of what the shop sells in. The trial says if it is another one.",
                "de": "Die drei Buchstaben, in denen der Laden verkauft. Die Probe sagt, wenn es eine andere ist.",
                "es": "Las tres letras en que vende la tienda. La prueba avisa si es otra.",
                "fr": "Les trois lettres dans lesquelles la boutique vend. L'essai dit si c'est une autre.",
            },
        ),
        Field(
            name=f"secrets.{CONSUMER_KEY}",
            kind="secret",
            required=True,
            by_sign_in=True,
            placeholder="ck_…",
            label={
                "en": "Consumer key",
                "de": "Kundenschlüssel (consumer key)",
                "es": "Clave del cliente (consumer key)",
                "fr": "Clé client (consumer key)",
            },
            help=_WHERE,
        ),
        Field(
            name=f"secrets.{CONSUMER_SECRET}",
            kind="secret",
            required=True,
            by_sign_in=True,
            placeholder="cs_…",
            label={
                "en": "Consumer secret",
                "de": "Kundengeheimnis (consumer secret)",
                "es": "Clave secreta (consumer secret)",
                "fr": "Secret client (consumer secret)",
            },
            help={
                "en": "Shown once, beside the key.",
                "de": "Einmal gezeigt, neben dem Schlüssel.",
                "es": "Se muestra una vez, junto a la clave.",
                "fr": "Montré une fois, à côté de la clé.",
            },
        ),
        Field(
            name="secrets.webhook",
            kind="secret",
            later=True,
            label={
                "en": "Secret of its webhooks",
                "de": "Geheimnis der Webhooks",
                "es": "Secreto de sus webhooks",
                "fr": "Secret de ses webhooks",
            },
            help={
                "en": "Only if you register the webhooks yourself; otherwise leave it empty.",
                "de": "Nur wenn Sie die Webhooks selbst anlegen; sonst leer lassen.",
                "es": "Solo si registra los webhooks usted mismo; si no, déjelo vacío.",
                "fr": "Seulement si vous créez les webhooks vous-même ; sinon laissez vide.",
            },
        ),
    ),
)


class _Key(Struct, frozen=True):
    consumer_key: str
    consumer_secret: str
    key_permissions: str


def page(store: Store, back: str, hand: str, state: str) -> str:
    """Where the owner says yes. `user_id` must be there and is ours to choose."""
    asked = {
        "app_name": "Shopkeeper", "scope": "read_write", "user_id": store.id, "return_url": f"{back}?state={state}",
        "callback_url": hand,
    }  # fmt: skip
    return f"{store.url.rstrip('/')}/wc-auth/v1/authorize?{urlencode(asked)}"


def handed(body: bytes) -> Mapping[str, str]:
    """The two halves of the key the shop made. Raises Unreadable."""
    try:
        key = msgspec.json.decode(body, type=_Key)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreadable(f"This is no key of WooCommerce: {error}") from error
    told = {CONSUMER_KEY: key.consumer_key, CONSUMER_SECRET: key.consumer_secret}
    if key.key_permissions != "read_write" or not all(
        0 < len(half) <= 200 and half.isascii() for half in told.values()
    ):
        raise Unreadable("This key may not read and write, or is none of WooCommerce's.")
    return told


def agreed(query: Mapping[str, str]) -> bool:
    return query.get("success") == "1"

"""What is asked to connect a shop on Shopify."""

from shopkeeper.commerce.model import Field, Form

FORM = Form(
    words={
        "en": "A shop on Shopify, through an app of your own in it.",
        "de": "Ein Laden auf Shopify, über eine eigene App darin.",
        "es": "Una tienda en Shopify, mediante una app propia en ella.",
        "fr": "Une boutique sur Shopify, par une app à vous.",
    },
    lead={
        "en": "First make an app in Shopify's Dev Dashboard, grant it the rights the guide lists and install it in your shop.",
        "de": "Legen Sie zuerst im Dev Dashboard von Shopify eine App an, geben Sie ihr die Rechte, die die Anleitung nennt, und installieren Sie sie im Laden.",
        "es": "Primero cree una app en el Dev Dashboard de Shopify, dele los permisos que indica la guía e instálela en su tienda.",
        "fr": "Créez d'abord une app dans le Dev Dashboard de Shopify, donnez-lui les droits que le guide énumère et installez-la.",
    },
    guide="https://shopify.dev/docs/apps/build/dev-dashboard",
    fields=(
        Field(
            name="settings.shop",
            required=True,
            placeholder="my-shop.myshopify.com",
            label={
                "en": "The shop's name at Shopify",
                "de": "Name des Ladens bei Shopify",
                "es": "Nombre de la tienda en Shopify",
                "fr": "Nom de la boutique chez Shopify",
            },
            help={
                "en": "It ends in myshopify.com and stands under Settings, Domains.",
                "de": "Er endet auf myshopify.com und steht unter Einstellungen, Domains.",
                "es": "Termina en myshopify.com y está en Configuración, Dominios.",
                "fr": "Il finit par myshopify.com et se trouve sous Paramètres, Domaines.",
            },
        ),
        Field(
            name="settings.client_id",
            label={
                "en": "The app's client ID",
                "de": "Client-ID der App",
                "es": "ID de cliente de la app",
                "fr": "ID client de l'app",
            },
            help={
                "en": "In the app's settings in the Dev Dashboard. With it you can sign in at the shop, and passes renew themselves.",
                "de": "In den Einstellungen der App im Dev Dashboard. Damit können Sie sich beim Laden anmelden, und Zugänge erneuern sich selbst.",
                "es": "En los ajustes de la app en el Dev Dashboard. Con él puede iniciar sesión en la tienda y los accesos se renuevan solos.",
                "fr": "Dans les paramètres de l'app, dans le Dev Dashboard. Il permet de se connecter, et les accès se renouvellent seuls.",
            },
        ),
        Field(
            name="secrets.api_secret",
            kind="secret",
            required=True,
            placeholder="shpss_…",
            label={
                "en": "The app's secret",
                "de": "Geheimnis der App",
                "es": "Secreto de la app",
                "fr": "Secret de l'app",
            },
            help={
                "en": "In the app's settings, beside its client ID.",
                "de": "In den Einstellungen der App, neben ihrer Client-ID.",
                "es": "En los ajustes de la app, junto a su ID de cliente.",
                "fr": "Dans les paramètres de l'app, à côté de son ID client.",
            },
        ),
        Field(
            name="secrets.access_token",
            kind="secret",
            by_sign_in=True,
            later=True,
            placeholder="shpat_…",
            label={
                "en": "Admin API access token",
                "de": "Zugriffstoken der Admin-API",
                "es": "Token de acceso de la Admin API",
                "fr": "Jeton d'accès de l'API Admin",
            },
            help={
                "en": "Only for an app made in the shop itself before 2026: shown once, when it was installed.",
                "de": "Nur für eine App, die vor 2026 im Laden selbst angelegt wurde: einmal gezeigt, als sie installiert wurde.",
                "es": "Solo para una app creada en la propia tienda antes de 2026: se mostró una vez, al instalarla.",
                "fr": "Seulement pour une app créée dans la boutique même avant 2026 : montré une fois, à son installation.",
            },
        ),
    ),
)

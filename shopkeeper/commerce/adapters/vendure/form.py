"""What is asked to connect a Vendure shop."""

from __future__ import annotations

from shopkeeper.commerce.model import Field, Form

FORM = Form(
    words={
        "en": "A shop on Vendure 3, with a sign-in of its own for Shopkeeper.",
        "de": "Ein Laden auf Vendure 3, mit einer eigenen Anmeldung für Shopkeeper.",
        "es": "Una tienda en Vendure 3, con un acceso propio para Shopkeeper.",
        "fr": "Une boutique sur Vendure 3, avec un accès propre à Shopkeeper.",
    },
    lead={
        "en": "Make an administrator for Shopkeeper in the shop's dashboard: Settings, Administrators. Its role needs orders, "
        "customers, the catalogue and promotions; “Try it” says what is missing.",
        "de": "Legen Sie im Dashboard des Ladens einen Administrator für Shopkeeper an: Einstellungen, Administratoren. Seine Rolle "
        "braucht Bestellungen, Kunden, Katalog und Aktionen; „Ausprobieren“ sagt, was fehlt.",
        "es": "Cree un administrador para Shopkeeper en el panel de la tienda: Ajustes, Administradores. Su rol necesita pedidos, "
        "clientes, catálogo y promociones; «Probar» dice lo que falta.",
        "fr": "Créez un administrateur pour Shopkeeper dans le tableau de bord de la boutique : Réglages, Administrateurs. Son rôle a "
        "besoin des commandes, des clients, du catalogue et des promotions ; « Essayer » dit ce qui manque.",
    },
    guide="https://docs.vendure.io/guides/core-concepts/auth/",
    fields=(
        Field(
            name="url", kind="url", required=True, placeholder="https://api.shop.example",
            label={"en": "The server's address", "de": "Adresse des Servers", "es": "Dirección del servidor", "fr": "Adresse du serveur"},
            help={
                "en": "Where the Admin API answers, without /admin-api.",
                "de": "Wo die Admin-API antwortet, ohne /admin-api.",
                "es": "Donde responde la API de administración, sin /admin-api.",
                "fr": "Là où répond l'API d'administration, sans /admin-api.",
            },
        ),
        Field(
            name="settings.user", required=True, placeholder="shopkeeper@shop.example",
            label={"en": "Administrator", "de": "Administrator", "es": "Administrador", "fr": "Administrateur"},
            help={
                "en": "The name it signs in with, mostly an email address.",
                "de": "Der Name, mit dem er sich anmeldet, meist eine E-Mail-Adresse.",
                "es": "El nombre con el que entra, casi siempre una dirección de correo.",
                "fr": "Le nom avec lequel il se connecte, le plus souvent une adresse e-mail.",
            },
        ),
        Field(
            name="secrets.password", kind="secret", required=True,
            label={"en": "Password", "de": "Passwort", "es": "Contraseña", "fr": "Mot de passe"},
        ),
        Field(
            name="secrets.webhook", kind="secret", made=True,
            label={"en": "Webhook secret", "de": "Webhook-Geheimnis", "es": "Secreto del webhook", "fr": "Secret du webhook"},
            help={
                "en": "Shopkeeper's plugin for Vendure (packaging/vendure) signs with it. Without it changes are seen within minutes, "
                "not seconds.",
                "de": "Shopkeepers Plugin für Vendure (packaging/vendure) unterschreibt damit. Ohne sieht man Änderungen nach Minuten "
                "statt Sekunden.",
                "es": "El complemento de Shopkeeper para Vendure (packaging/vendure) firma con él. Sin él los cambios se ven en minutos, "
                "no en segundos.",
                "fr": "Le module de Shopkeeper pour Vendure (packaging/vendure) signe avec lui. Sans lui, les changements se voient en "
                "minutes et non en secondes.",
            },
        ),
        Field(
            name="settings.pay_page", kind="url", placeholder="https://shop.example/pay/{code}",
            label={"en": "Payment page", "de": "Bezahlseite", "es": "Página de pago", "fr": "Page de paiement"},
            help={
                "en": "Your storefront's page that takes a payment for an order; {code} is the order's code. Without it new orders "
                "have no link to pay by.",
                "de": "Die Seite Ihres Ladens, auf der eine Bestellung bezahlt wird; {code} ist ihre Nummer. Ohne sie haben neue "
                "Bestellungen keinen Link zum Bezahlen.",
                "es": "La página de su tienda donde se paga un pedido; {code} es su código. Sin ella los pedidos nuevos no tienen "
                "enlace de pago.",
                "fr": "La page de votre boutique où se paie une commande ; {code} est son code. Sans elle, les nouvelles commandes "
                "n'ont pas de lien de paiement.",
            },
        ),
        Field(
            name="settings.proves_addresses", kind="switch", begins=True,
            label={
                "en": "The shop checks email addresses", "de": "Der Laden prüft E-Mail-Adressen",
                "es": "La tienda comprueba las direcciones de correo", "fr": "La boutique vérifie les adresses e-mail",
            },
            help={
                "en": "Vendure does so unless authOptions.requireVerification is false. Switch it off then: whoever types a stranger's "
                "address would be taken for them.",
                "de": "Vendure tut das, außer wenn authOptions.requireVerification auf false steht. Schalten Sie es dann aus: Wer eine "
                "fremde Adresse eintippt, würde sonst für deren Besitzer gehalten.",
                "es": "Vendure lo hace salvo que authOptions.requireVerification sea false. Desactívelo entonces: quien escriba una "
                "dirección ajena pasaría por su dueño.",
                "fr": "Vendure le fait sauf si authOptions.requireVerification vaut false. Désactivez-le alors : qui saisit l'adresse "
                "d'un autre passerait pour lui.",
            },
        ),
        Field(
            name="settings.channel", later=True,
            label={"en": "Channel token", "de": "Token des Kanals", "es": "Token del canal", "fr": "Jeton du canal"},
            help={
                "en": "Settings, Channels in the dashboard. Empty: the default channel.",
                "de": "Im Dashboard unter Einstellungen, Kanäle. Leer: der Standardkanal.",
                "es": "En el panel: Ajustes, Canales. Vacío: el canal predeterminado.",
                "fr": "Dans le tableau de bord : Réglages, Canaux. Vide : le canal par défaut.",
            },
        ),
        Field(
            name="settings.dashboard", kind="url", later=True, placeholder="https://api.shop.example/dashboard",
            label={"en": "Dashboard", "de": "Dashboard", "es": "Panel", "fr": "Tableau de bord"},
            help={
                "en": "Where orders link to. Empty: /dashboard on the server.",
                "de": "Wohin Bestellungen verlinken. Leer: /dashboard auf dem Server.",
                "es": "Adónde enlazan los pedidos. Vacío: /dashboard en el servidor.",
                "fr": "Vers quoi pointent les commandes. Vide : /dashboard sur le serveur.",
            },
        ),
    ),
)  # fmt: skip

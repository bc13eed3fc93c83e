"""What is asked to begin a store of files: what its files mean where they do not say."""

from shopkeeper.commerce.model import Field, Form

FORM = Form(
    words={
        "en": "Any shop that can export a table: bring its orders, customers and products as CSV files.",
        "de": "Jeder Laden, der eine Tabelle exportieren kann: Bestellungen, Kunden und Produkte als CSV-Dateien.",
        "es": "Cualquier tienda que pueda exportar una tabla: traiga sus pedidos, clientes y productos como archivos CSV.",
        "fr": "Toute boutique qui sait exporter un tableau : apportez ses commandes, clients et produits en fichiers CSV.",
    },
    lead={
        "en": "Nothing is connected: you bring files whenever you like, see first what is in them, and then take them in.",
        "de": "Es wird nichts verbunden: Sie bringen Dateien, wann Sie wollen, sehen erst, was darin steht, und übernehmen sie dann.",
        "es": "No se conecta nada: usted trae archivos cuando quiera, ve primero qué contienen y después los importa.",
        "fr": "Rien n’est connecté : vous apportez des fichiers quand vous voulez, voyez d’abord ce qu’ils contiennent, puis les reprenez.",
    },
    fields=(
        Field(
            name="settings.currency",
            label={"en": "Currency", "de": "Währung", "es": "Moneda", "fr": "Devise"},
            help={
                "en": "For files that name none. Three letters.",
                "de": "Für Dateien, die keine nennen. Drei Buchstaben.",
                "es": "Para archivos que no la indican. Tres letras.",
                "fr": "Pour les fichiers qui n’en indiquent pas. Trois lettres.",
            },
            placeholder="EUR",
            begins="EUR",
        ),
        Field(
            name="settings.zone",
            label={"en": "Time zone of the shop", "de": "Zeitzone des Ladens", "es": "Zona horaria de la tienda", "fr": "Fuseau horaire de la boutique"},
            help={
                "en": "In which the times of the files are meant, where they do not say.",
                "de": "In der die Zeiten der Dateien gemeint sind, wenn sie es nicht sagen.",
                "es": "En la que se entienden las horas de los archivos, si no lo dicen.",
                "fr": "Dans lequel s’entendent les heures des fichiers, s’ils ne le disent pas.",
            },
            placeholder="Europe/Berlin",
            begins="Europe/Berlin",
        ),
    ),
)  # fmt: skip

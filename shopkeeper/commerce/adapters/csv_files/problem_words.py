"""What can be wrong with a line, why, and how it is mended: in the four languages of the workspace."""

from __future__ import annotations

from shopkeeper.commerce.model.forms import Said

PROBLEMS: dict[str, Said] = {
    "no_number": {
        "en": "This row has no order number in “{column}”, so it belongs to no order. Fill it in, or take the row out.",
        "de": "In „{column}“ fehlt die Bestellnummer, die Zeile gehört zu keiner Bestellung. Tragen Sie sie ein, oder löschen Sie die Zeile.",
        "es": "Esta fila no tiene número de pedido en «{column}», así que no pertenece a ninguno. Añádalo o quite la fila.",
        "fr": "Cette ligne n’a pas de numéro de commande dans « {column} », elle n’appartient à aucune commande. Ajoutez-le ou supprimez la ligne.",
    },
    "no_order_date": {
        "en": "“{value}” in “{column}” is no date we can read, and an order needs its day. Correct it, or choose another way of writing dates.",
        "de": "„{value}“ in „{column}“ lässt sich nicht als Datum lesen, und eine Bestellung braucht ihren Tag. Berichtigen Sie es, oder wählen Sie eine andere Schreibweise.",
        "es": "«{value}» en «{column}» no es una fecha que podamos leer, y un pedido necesita su día. Corríjala o elija otro formato de fecha.",
        "fr": "« {value} » dans « {column} » n’est pas une date lisible, et une commande a besoin de son jour. Corrigez-la ou choisissez un autre format de date.",
    },
    "no_date": {
        "en": "“{value}” in “{column}” is no date we can read. The order comes in without it.",
        "de": "„{value}“ in „{column}“ lässt sich nicht als Datum lesen. Die Bestellung wird ohne es übernommen.",
        "es": "«{value}» en «{column}» no es una fecha que podamos leer. El pedido se importa sin ella.",
        "fr": "« {value} » dans « {column} » n’est pas une date lisible. La commande est reprise sans elle.",
    },
    "no_amount": {
        "en": "“{value}” in “{column}” is no amount. Correct it, choose the other decimal sign, or another meaning for the column. Until then this is left out.",
        "de": "„{value}“ in „{column}“ ist kein Betrag. Berichtigen Sie ihn, wählen Sie das andere Dezimalzeichen oder eine andere Bedeutung der Spalte. Bis dahin bleibt dies weg.",
        "es": "«{value}» en «{column}» no es un importe. Corríjalo, elija el otro signo decimal u otro significado de la columna. Mientras tanto esto queda fuera.",
        "fr": "« {value} » dans « {column} » n’est pas un montant. Corrigez-le, choisissez l’autre signe décimal ou un autre sens pour la colonne. D’ici là, ceci est laissé de côté.",
    },
    "cut_short": {
        "en": "This row of {value} ends before the table does: something of it is missing. Export it again, or complete it. Until then it is left out.",
        "de": "Diese Zeile von {value} endet vor der Tabelle, es fehlt etwas. Exportieren Sie neu, oder vervollständigen Sie sie. Bis dahin bleibt sie weg.",
        "es": "Esta fila de {value} termina antes que la tabla: le falta algo. Exporte de nuevo o complétela. Mientras tanto queda fuera.",
        "fr": "Cette ligne de {value} s’arrête avant le tableau : il en manque une partie. Exportez à nouveau ou complétez-la. D’ici là, elle est laissée de côté.",
    },
    "left_out": {
        "en": "{value} is left out whole: a row that belongs to it, or may belong to it, cannot be taken in. Mend that row; it is named beside this.",
        "de": "{value} bleibt ganz weg: Eine Zeile, die dazu gehört oder gehören kann, lässt sich nicht übernehmen. Berichtigen Sie diese Zeile, sie steht hier daneben.",
        "es": "{value} queda fuera por completo: una fila que le pertenece, o puede pertenecerle, no se puede importar. Corrija esa fila; figura aquí al lado.",
        "fr": "{value} est laissé de côté en entier : une ligne qui lui appartient, ou peut lui appartenir, ne peut être reprise. Corrigez cette ligne, citée ici à côté.",
    },
    "future": {
        "en": "“{value}” in “{column}” lies in the future. The order comes in with that day: correct it, or choose another way of writing dates.",
        "de": "„{value}“ in „{column}“ liegt in der Zukunft. Die Bestellung wird mit diesem Tag übernommen: Berichtigen Sie ihn, oder wählen Sie eine andere Schreibweise.",
        "es": "«{value}» en «{column}» está en el futuro. El pedido se importa con ese día: corríjalo o elija otro formato de fecha.",
        "fr": "« {value} » dans « {column} » est dans le futur. La commande est reprise avec ce jour : corrigez-le ou choisissez un autre format de date.",
    },
    "below_zero": {
        "en": "The total “{value}” in “{column}” makes less than nothing, and no order can cost that. It is left out; a refund belongs to the order it pays back.",
        "de": "Die Summe „{value}“ in „{column}“ ergibt weniger als null, das kann keine Bestellung kosten. Sie bleibt weg; eine Erstattung gehört zu ihrer Bestellung.",
        "es": "El total «{value}» en «{column}» da menos de cero, y ningún pedido puede costar eso. Queda fuera; un reembolso pertenece a su pedido.",
        "fr": "Le total « {value} » dans « {column} » fait moins que zéro, ce qu’aucune commande ne peut coûter. Elle est laissée de côté ; un remboursement appartient à sa commande.",
    },
    "no_count": {
        "en": "“{value}” in “{column}” is no whole number of pieces. It counts as one.",
        "de": "„{value}“ in „{column}“ ist keine ganze Stückzahl. Es zählt als ein Stück.",
        "es": "«{value}» en «{column}» no es un número entero de unidades. Cuenta como una.",
        "fr": "« {value} » dans « {column} » n’est pas un nombre entier de pièces. Cela compte pour une.",
    },
    "no_email": {
        "en": "“{value}” in “{column}” is no e-mail address, so nobody is recognised by it.",
        "de": "„{value}“ in „{column}“ ist keine E-Mail-Adresse, daran wird niemand erkannt.",
        "es": "«{value}» en «{column}» no es una dirección de correo, así que no sirve para reconocer a nadie.",
        "fr": "« {value} » dans « {column} » n’est pas une adresse e-mail, personne n’est reconnu grâce à elle.",
    },
    "no_currency": {
        "en": "“{value}” in “{column}” is no currency. Write three letters, like EUR.",
        "de": "„{value}“ in „{column}“ ist keine Währung. Schreiben Sie drei Buchstaben, etwa EUR.",
        "es": "«{value}» en «{column}» no es una moneda. Escriba tres letras, como EUR.",
        "fr": "« {value} » dans « {column} » n’est pas une devise. Écrivez trois lettres, comme EUR.",
    },
    "no_sum": {
        "en": "The total “{value}” in “{column}” is less than the shipping. It comes in as it is, without shipping.",
        "de": "Die Summe „{value}“ in „{column}“ ist kleiner als der Versand. Sie wird ohne Versand übernommen.",
        "es": "El total «{value}» en «{column}» es menor que el envío. Se importa sin el envío.",
        "fr": "Le total « {value} » dans « {column} » est inférieur aux frais de port. Il est repris sans les frais de port.",
    },
    "sums": {
        "en": "Lines, shipping, discount and tax do not make the total “{value}”. The total counts; the difference is shared out over the lines.",
        "de": "Positionen, Versand, Rabatt und Steuer ergeben nicht die Summe „{value}“. Es gilt die Summe, der Unterschied wird auf die Positionen verteilt.",
        "es": "Las líneas, el envío, el descuento y el impuesto no suman el total «{value}». Vale el total; la diferencia se reparte entre las líneas.",
        "fr": "Les lignes, le port, la remise et la taxe ne donnent pas le total « {value} ». Le total fait foi ; l’écart est réparti sur les lignes.",
    },
    "too_many_cells": {
        "en": "This row has more cells than the table has columns: often a sign between columns that stands inside a text. Put that text in quotes.",
        "de": "Diese Zeile hat mehr Felder als die Tabelle Spalten: oft steht das Trennzeichen in einem Text. Setzen Sie den Text in Anführungszeichen.",
        "es": "Esta fila tiene más celdas que columnas la tabla: a menudo el separador está dentro de un texto. Ponga ese texto entre comillas.",
        "fr": "Cette ligne a plus de cellules que le tableau n’a de colonnes : souvent le séparateur se trouve dans un texte. Mettez ce texte entre guillemets.",
    },
    "too_long": {
        "en": "This row is far too long to be one. A line end is missing, or it is no text.",
        "de": "Diese Zeile ist viel zu lang. Ein Zeilenende fehlt, oder es ist kein Text.",
        "es": "Esta fila es demasiado larga. Falta un salto de línea, o no es texto.",
        "fr": "Cette ligne est bien trop longue. Il manque une fin de ligne, ou ce n’est pas du texte.",
    },
    "too_many_lines": {
        "en": "This order has more than a thousand lines. The first thousand come in.",
        "de": "Diese Bestellung hat mehr als tausend Positionen. Die ersten tausend werden übernommen.",
        "es": "Este pedido tiene más de mil líneas. Se importan las primeras mil.",
        "fr": "Cette commande a plus de mille lignes. Les mille premières sont reprises.",
    },
    "quote_open": {
        "en": "A quotation mark opens here and is never closed. Close it, or write it twice where it belongs to the text.",
        "de": "Hier beginnt ein Anführungszeichen, das nie endet. Schließen Sie es, oder schreiben Sie es doppelt, wenn es zum Text gehört.",
        "es": "Aquí se abren unas comillas que no se cierran. Ciérrelas, o escríbalas dobles si son parte del texto.",
        "fr": "Un guillemet s’ouvre ici et ne se referme jamais. Fermez-le, ou doublez-le s’il fait partie du texte.",
    },
    "scattered": {
        "en": "Order {value} began further up already. Rows of one order must stand together: sort the file by the order number.",
        "de": "Bestellung {value} begann schon weiter oben. Zeilen einer Bestellung müssen beieinander stehen: Sortieren Sie die Datei nach der Bestellnummer.",
        "es": "El pedido {value} ya empezó más arriba. Las filas de un pedido deben ir juntas: ordene el archivo por número de pedido.",
        "fr": "La commande {value} a déjà commencé plus haut. Les lignes d’une commande doivent se suivre : triez le fichier par numéro de commande.",
    },
    "again": {
        "en": "{value} stood further up already. The later row counts.",
        "de": "{value} stand schon weiter oben. Es gilt die spätere Zeile.",
        "es": "{value} ya aparecía más arriba. Vale la última fila.",
        "fr": "{value} figurait déjà plus haut. La dernière ligne fait foi.",
    },
    "nobody": {
        "en": "Nothing in this row says who it is: no e-mail address, no phone number, no customer number.",
        "de": "Nichts in dieser Zeile sagt, wer es ist: keine E-Mail-Adresse, keine Telefonnummer, keine Kundennummer.",
        "es": "Nada en esta fila dice quién es: ni correo, ni teléfono, ni número de cliente.",
        "fr": "Rien dans cette ligne ne dit de qui il s’agit : ni e-mail, ni téléphone, ni numéro de client.",
    },
    "no_title": {
        "en": "This product has no name in “{column}”.", "de": "Diesem Produkt fehlt der Name in „{column}“.",
        "es": "Este producto no tiene nombre en «{column}».", "fr": "Ce produit n’a pas de nom dans « {column} ».",
    },
}  # fmt: skip

"""What a column can mean, and what it is called in the exports of this world: English, German, Spanish, French, Italian, Dutch.

Names are compared as `values.plain` leaves them. An address is named by its side (whose it is) and its part, so that "Shipping
City", "Lieferort", "Ship To City" and "City (Delivery)" need one word each.
"""

from __future__ import annotations

import re

from shopkeeper.commerce.adapters.csv_files.values import plain
from shopkeeper.commerce.model.files import FileKind

PLACE = (
    "name",
    "first_name",
    "last_name",
    "company",
    "line1",
    "line2",
    "city",
    "region",
    "postcode",
    "country",
    "phone",
)
SIDES = ("ship", "bill")
MONEYS = frozenset(
    {
        "subtotal", "discount", "shipping", "tax", "total", "paid", "refunded", "unit_price", "line_total", "line_discount",
        "line_tax", "line_shipping", "line_shipping_tax", "price", "spend", "store_credit",
    }
)  # fmt: skip
DATES = frozenset({"placed_at", "paid_at", "shipped_at", "delivered_at", "cancelled_at", "created_at"})

_PERSON = {
    "email": "email|e mail|mail|email address|e mail address|customer email|buyer email|billing email|contact email|e mail adresse"
    "|mailadresse|kunden e mail|kunde e mail|correo|correo electronico|email cliente|adresse e mail|adresse email|courriel"
    "|email acheteur|emailadres|indirizzo email|login name|billing email address|email billing",
    "phone": "phone|telephone|tel|phone number|mobile|mobile phone|customer phone|buyer phone|buyer phone number|telefon|telefonnummer"
    "|handy|mobil|telefono|movil|telephone portable|numero de telephone|telefoonnummer|cellulare",
    "name": "customer|customer name|buyer name|full name|buyer fullname|kunde|kundenname|name des kunden|kaufer|kaufername|nombre cliente"
    "|nombre del cliente|cliente|nombre completo|client|nom du client|nom complet|acheteur|nom de l acheteur|klant|klantnaam|nome cliente",
    "first_name": "first name|firstname|given name|vorname|nombre|prenom|voornaam|customer first name|buyer first name",
    "last_name": "last name|lastname|surname|family name|nachname|familienname|apellido|apellidos|nom de famille|cognome|achternaam"
    "|customer last name|buyer last name",
    "customer_id": "customer id|customer number|customer no|buyer id|buyer user id|buyer username|user id|customer user|kundennummer"
    "|kunden nr|kundennr|kunden id|numero de cliente|id cliente|numero client|id client|klantnummer|client id|id",
}
_ORDER = {
    "number": "order number|order no|order nr|order name|order id|order|order reference|reference|bestellnummer|bestell nr|bestellnr"
    "|bestellung|bestell id|auftragsnummer|auftrag|auftragsnr|rechnungsnummer|numero de pedido|n pedido|pedido|id pedido|id de pedido"
    "|numero de commande|n de commande|commande|no commande|reference commande|id commande|numero ordine|ordine|bestelnummer"
    "|bestelling|amazon order id|order increment id|increment id|merchant order id|nr|nummer|numero|no|id",
    "placed_at": "created at|created|created date|created on|date created|order date|date|purchase date|sale date|placed at|placed on|order created at"
    "|order date and time|order placed|ordered at|date added|bestelldatum|auftragsdatum|datum|bestellt am|kaufdatum|fecha|fecha de pedido"
    "|fecha pedido|fecha de compra|fecha del pedido|date de commande|date commande|date d achat|date de la commande|data ordine"
    "|besteldatum|order placed date|purchase date time|created at utc",
    "paid_at": "paid at|paid date|payment date|payments date|date paid|paid on date|paid on|bezahlt am|zahlungsdatum|fecha de pago"
    "|date de paiement|payment received date",
    "shipped_at": "fulfilled at|shipped at|ship date|shipped on date|shipping date|date shipped|shipment date|dispatch date|versanddatum"
    "|versendet am|verschickt am|fecha de envio|date d expedition|date d envoi|shipped on|shipped date",
    "delivered_at": "delivered at|delivery date|delivered on|date delivered|zugestellt am|zustelldatum|geliefert am|fecha de entrega"
    "|date de livraison",
    "cancelled_at": "cancelled at|canceled at|cancelled date|date cancelled|storniert am|stornodatum|fecha de cancelacion"
    "|date d annulation",
    "status": "status|order status|state|order state|bestellstatus|auftragsstatus|estado|estado del pedido|estado pedido|statut|etat"
    "|statut de la commande|etat de la commande|stato|stato ordine|orderstatus",
    "payment_state": "financial status|payment status|payment state|payments status|zahlungsstatus|bezahlstatus|estado de pago"
    "|estado del pago|statut du paiement|etat du paiement|stato pagamento|betaalstatus",
    "fulfilment_state": "fulfillment status|fulfilment status|shipping status|shipment status|delivery status|versandstatus|lieferstatus"
    "|estado de envio|estado del envio|statut de livraison|statut d expedition|item status|verzendstatus",
    "currency": "currency|currency code|order currency|wahrung|waehrung|moneda|divisa|devise|monnaie|valuta",
    "subtotal": "subtotal|sub total|order subtotal|cart subtotal|order value|zwischensumme|warenwert|sous total|subtotale|items total",
    "discount": "discount|discount amount|order discount|discount total|total discount|cart discount|rabatt|nachlass|descuento|remise"
    "|reduction|sconto|korting|discounts",
    "shipping": "shipping|shipping total|shipping cost|shipping costs|shipping amount|shipping price|shipping and handling|postage"
    "|order shipping|order shipping amount|delivery cost|shipping charge|versandkosten|versand|porto|gastos de envio|envio|coste de envio"
    "|frais de port|frais de livraison|livraison|spedizione|verzendkosten|postage and packaging",
    "tax": "tax|taxes|tax total|total tax|order tax|order tax amount|order total tax|order total tax amount|sales tax|order sales tax|vat"
    "|tax amount|mwst|ust|steuer|steuern|umsatzsteuer|mehrwertsteuer|iva|impuestos|tva|taxe|btw",
    "total": "total|order total|order total amount|grand total|total price|order amount|amount|total amount|order gross|gesamt|gesamtsumme"
    "|gesamtbetrag|summe|endsumme|bruttobetrag|rechnungsbetrag|betrag|total pedido|importe total|importe|total commande|montant total"
    "|montant|total ttc|totale|totale ordine|totaal",
    "paid": "amount paid|paid amount|total paid|total received|bezahlt|bezahlter betrag|pagado|montant paye",
    "refunded": "refunded amount|refund amount|refunded|total refunded|order refund amount|refund total|erstattet|erstattungsbetrag"
    "|ruckerstattung|reembolsado|importe reembolsado|rembourse|montant rembourse",
    "title": "lineitem name|line item name|line item title|item name|item title|item|product|product name|product title|lineitem title"
    "|article|artikel|artikelname|artikelbezeichnung|produkt|produktname|bezeichnung|producto|nombre del producto|articulo|produit"
    "|nom du produit|designation|prodotto|titre|product name main",
    "variant": "lineitem variant|variant|variant title|variation|variations|variation details|item variation|options|variante|variantes"
    "|declinaison|product variation",
    "sku": "lineitem sku|sku|item sku|product sku|seller sku|custom label|artikelnummer|art nr|artikel nr|referencia|referencia producto"
    "|reference produit|ref produit|codice articolo",
    "quantity": "lineitem quantity|quantity|qty|item quantity|quantity purchased|quantity refund|item qty|menge|anzahl|stuckzahl|stuck|cantidad|unidades|quantite"
    "|qte|quantita|aantal|units",
    "unit_price": "lineitem price|unit price|item cost|price|price each|sale price|price per unit|product price|einzelpreis|stuckpreis"
    "|preis|artikelpreis|precio|precio unitario|prix|prix unitaire|prezzo|prijs|item unit price",
    "line_total": "line total|lineitem total|item total|item subtotal|order line total|item price|sold for|zeilensumme|positionssumme"
    "|gesamtpreis|positionspreis|total linea|total ligne|row total|line item total|item total amount",
    "line_discount": "lineitem discount|item discount|line discount|item promotion discount|discount per item|positionsrabatt",
    "line_tax": "item tax|line tax|lineitem tax|item total tax|row tax",
    "line_shipping": "item shipping|line shipping|item shipping price",
    "line_shipping_tax": "shipping tax|item shipping tax",
    "line_state": "lineitem fulfillment status|lineitem fulfilment status|line status|item fulfillment status",
    "line_id": "line id|line item id|order item id|transaction id|amazon order item id|item id line",
    "product_id": "product id|item number|item id|listing id|asin|produkt id|id producto|id produit",
    "variant_id": "variant id|variation id",
    "items": "items|line items|products|ordered items|items ordered|artikelliste|positionen|productos|articulos|produits|articles"
    "|order items|product list",
    "shipping_method": "shipping method|shipping service|ship service level|delivery method|shipping method title|versandart|lieferart"
    "|metodo de envio|mode de livraison|methode de livraison|metodo di spedizione|shipping option",
    "payment_method": "payment method|payment method title|payment|payment type|gateway|zahlungsart|zahlungsmethode|metodo de pago"
    "|forma de pago|mode de paiement|moyen de paiement|metodo di pagamento|betaalmethode",
    "discount_code": "discount code|coupon|coupon code|coupons|discount codes|promo code|voucher|gutschein|gutscheincode|rabattcode"
    "|cupon|codigo de descuento|code promo|code de reduction|coupon items|promotion ids",
    "note": "note|notes|customer note|order note|order notes|buyer note|comment|comments|customer message|bemerkung|anmerkung|kommentar"
    "|notiz|hinweis|nota|notas|comentarios|remarque|commentaire|message from buyer|private notes",
    "tags": "tags|order tags|labels|schlagworte|etiquetas|etiquettes|mots cles",
    "carrier": "carrier|shipping carrier|tracking company|courier|versanddienstleister|versandunternehmen|paketdienst|transportista"
    "|dienst|versanddienst|lieferdienst|paketdienstleister|zusteller|kurier|spediteur|spedition|logistiker|delivery company"
    "|transporteur|shipment provider|corriere|vervoerder|shipping provider",
    "tracking_number": "tracking number|tracking no|tracking|tracking id|tracking code|shipment tracking|sendungsnummer|sendungsverfolgung"
    "|sendungsnr|sendungs nr|sendungsnummern|sendungs id|sendungscode|paketnr|paket nr|tracking nr|trackingnr|trackingcode|tracking numbers|no de suivi"
    "|n de seguimiento|paketnummer|trackingnummer|numero de seguimiento|seguimiento|codigo de seguimiento|numero de suivi|suivi|n de suivi|numero di tracciamento",
    "tracking_url": "tracking url|tracking link|sendungslink|tracking page|lien de suivi|url de seguimiento",
    "url": "order url|order link|admin url",
}  # fmt: skip
_CUSTOMER = {
    "company": "company|company name|firma|firmenname|unternehmen|empresa|societe|entreprise|azienda|bedrijf|default address company",
    "line1": "address|address1|address 1|street|street 1|strasse|adresse|direccion|calle|rue|indirizzo|adres|default address address1"
    "|address line 1|anschrift",
    "line2": "address2|address 2|street 2|adresszusatz|address line 2|default address address2|complement d adresse",
    "city": "city|town|ort|stadt|ciudad|poblacion|ville|citta|plaats|default address city",
    "region": "province|state|region|county|bundesland|provincia|departement|province code|default address province code",
    "postcode": "zip|zip code|zipcode|postcode|postal code|plz|postleitzahl|codigo postal|code postal|cap|default address zip",
    "country": "country|country code|land|pais|pays|paese|default address country code|country region",
    "locale": "locale|language|sprache|idioma|langue|lingua|taal",
    "orders_count": "total orders|orders|orders count|order count|number of orders|anzahl bestellungen|bestellungen|pedidos"
    "|nombre de commandes|commandes",
    "spend": "total spent|total spend|lifetime value|money spent|umsatz|gesamtumsatz|total gastado|total depense",
    "currency": _ORDER["currency"],
    "tags": "tags|groups|customer group|kundengruppe|schlagworte|etiquetas|etiquettes",
    "note": "note|notes|comment|bemerkung|notiz|nota|notas|remarque|commentaire",
    "accepts_marketing": "accepts email marketing|accepts marketing|newsletter|email marketing|marketing|newsletter opt in|boletin",
    "verified_email": "verified email|email verified|e mail bestatigt",
    "created_at": "created at|created|registered|registration date|sign up|signup date|date registered|customer since|registriert am"
    "|kunde seit|fecha de registro|date d inscription|date created",
    "loyalty_tier": "loyalty tier|tier|vip tier|treuestufe|nivel|niveau de fidelite",
    "loyalty_points": "loyalty points|points|reward points|treuepunkte|punkte|puntos|points de fidelite",
    "store_credit": "store credit|credit|credit balance|guthaben|saldo|avoir",
}
_PRODUCT = {
    "product_id": "product id|handle|id|item number|parent id|asin|produkt id|id producto|id produit|item id",
    "title": "title|name|product|product name|product title|item name|artikelname|produktname|bezeichnung|nombre|titulo|nom|titre|produit"
    "|denominazione",
    "variant_id": "variant id|variation id",
    "variant": "variant|variant title|variation|variante|option1 value|option 1 value|attribute 1 value s|attribute 1 values",
    "variant2": "option2 value|option 2 value|attribute 2 value s|attribute 2 values",
    "variant3": "option3 value|option 3 value|attribute 3 value s|attribute 3 values",
    "sku": "sku|variant sku|item sku|seller sku|artikelnummer|art nr|referencia|reference",
    "price": "price|variant price|regular price|unit price|preis|verkaufspreis|vk|precio|prix|prezzo|prijs|sale price gross",
    "currency": _ORDER["currency"],
    "stock": "stock|variant inventory qty|inventory|quantity|qty|available|bestand|lagerbestand|menge|existencias|cantidad|quantite"
    "|stock quantity|in stock",
    "url": "url|link|product url|permalink|produkt url|enlace|lien",
    "image_url": "image src|image|images|image url|variant image|bild|bild url|imagen|photo",
    "tags": "tags|categories|category|type|kategorie|kategorien|categoria|categorias|categorie",
}
_SIDE_WORDS = {
    "ship": "ship to|shipto|ship|shipping|delivery|deliver to|recipient|lieferadresse|lieferanschrift|lieferung|liefer|versandadresse|versand"
    "|empfanger|envio|entrega|direccion de envio|livraison|adresse de livraison|destinataire|spedizione|verzending|post to|shipping address",
    "bill": "bill to|bill|billing|invoice|payment address|rechnungsadresse|rechnungsanschrift|rechnung|rechnungs|facturacion"
    "|direccion de facturacion|facturation|adresse de facturation|fatturazione|factuur|buyer|default address|billing address|customer",
}
_PART_WORDS = {
    "name": "name|full name|nombre completo|nom complet|recipient name",
    "first_name": "first name|firstname|vorname|nombre|prenom|nome|voornaam",
    "last_name": "last name|lastname|surname|nachname|apellidos|apellido|nom|cognome|achternaam",
    "company": "company|firma|empresa|societe|entreprise|azienda|bedrijf|company name",
    "line1": "address 1|address1|address line 1|street|street 1|street1|strasse|address|adresse|adresse 1|direccion|direccion 1|calle|rue|indirizzo"
    "|address 1 2|anschrift|address line1|strasse und hausnummer",
    "line2": "address 2|address2|address line 2|street 2|street2|adresse 2|zusatz|adresszusatz|direccion 2|address line2|address 3",
    "city": "city|town|town city|suburb|ort|stadt|ciudad|poblacion|ville|citta|plaats|stad",
    "region": "state|province|region|county|state code|province code|bundesland|provincia|departement|state name|province name",
    "postcode": "zip|zip code|zipcode|postcode|postal code|post code|plz|postleitzahl|codigo postal|code postal|cap|postcode zip",
    "country": "country|country code|country name|land|pais|pays|paese|country region",
    "phone": "phone|phone number|telephone|tel|telefon|telefono|phone no",
    "email": "email|e mail|email address",
}
_NUMBERED = re.compile(
    r"(?:line ?item|item|product|artikel|produkt|position|producto|produit) ?(\d{1,2}) (.+)|(?:line ?item|item|product) ?(\d{1,2})"
)
_NUMBERED_PARTS = {
    "title": "name|title|product|bezeichnung|nombre|nom", "quantity": "quantity|qty|menge|anzahl|cantidad|quantite",
    "unit_price": "price|unit price|preis|precio|prix|cost", "line_total": "total|subtotal|line total|summe",
    "sku": "sku|artikelnummer|code|reference", "variant": "variant|variation|options|variante", "product_id": "id|product id",
}  # fmt: skip


def spread(words: dict[str, str]) -> dict[str, str]:
    """Name → field; the first that claims a name keeps it."""
    found: dict[str, str] = {}
    for field, names in words.items():
        for name in names.split("|"):
            found.setdefault(name, field)
    return found


_NAMES = {
    FileKind.orders: spread(_ORDER | _PERSON), FileKind.customers: spread(_PERSON | _CUSTOMER),
    FileKind.products: spread(_PRODUCT),
}  # fmt: skip
_SIDES_OF, _PARTS_OF, _NUMBERED_OF = spread(_SIDE_WORDS), spread(_PART_WORDS), spread(_NUMBERED_PARTS)
_SIDES_BY_LENGTH = sorted(_SIDES_OF, key=len, reverse=True)
FIELDS: dict[FileKind, tuple[str, ...]] = {
    FileKind.orders: (*_ORDER, *_PERSON, *(f"{side}_{part}" for side in SIDES for part in PLACE)),
    FileKind.customers: (*_PERSON, *_CUSTOMER),
    FileKind.products: tuple(_PRODUCT),
}
MANY = frozenset({"title", "quantity", "unit_price", "line_total", "sku", "variant", "product_id", "packed"})
"""Fields that may stand several times in one row, as `title#2`: one for each thing that was bought."""
NEEDED = {
    FileKind.orders: (("number",), ("placed_at",)), FileKind.customers: (("email", "phone", "customer_id"),),
    FileKind.products: (("title",),),
}  # fmt: skip


def fits(field: str, kind: FileKind) -> bool:
    """Whether a file of this kind can have such a column."""
    name, sign, number = field.partition("#")
    if sign:
        return kind is FileKind.orders and name in MANY and number.isdecimal() and 0 < int(number) < 100
    return field in FIELDS[kind]


def named(header: str, kind: FileKind) -> str:
    """The field that a column of this name is for, "" for none that we know."""
    name = plain(_apart(header))
    found = _NAMES[kind].get(name)
    if found is None and kind is FileKind.orders:
        found = _addressed(name) or _numbered(name)
    if found is None and kind is FileKind.customers:
        found = _addressed(name).partition("_")[2]
    return found or ""


def _apart(header: str) -> str:
    """createdDate and orderID are two words each."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header[:120])


def _addressed(name: str) -> str:
    """A part of an address, with its side before it, after it, or grown together with it ("lieferort")."""
    for side in _SIDES_BY_LENGTH:
        if side not in name:
            continue
        before, after = name.removeprefix(side), name.removesuffix(side)
        rest = before if before != name else after if after != name and after.endswith(" ") else ""
        part = _PARTS_OF.get(rest.strip())
        if part == "email":
            return "email"
        if part:
            return f"{_SIDES_OF[side]}_{part}"
    return ""


def _numbered(name: str) -> str:
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return ""
    if found.group(3):
        return f"packed#{found.group(3)}"
    part = _NUMBERED_OF.get(found.group(2))
    return f"{part}#{found.group(1)}" if part else ""

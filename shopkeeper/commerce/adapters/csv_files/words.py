"""Words for states: what shops and people call them, and what they are to us. What is not in here the owner is asked about."""

from __future__ import annotations

from shopkeeper.commerce.adapters.csv_files.fields import spread
from shopkeeper.commerce.adapters.csv_files.values import plain

STATUS = (
    "open",
    "unpaid",
    "paid",
    "on_hold",
    "part_sent",
    "sent",
    "delivered",
    "done",
    "cancelled",
    "part_refunded",
    "refunded",
)
PAYMENT = ("unpaid", "authorized", "part_paid", "paid", "part_refunded", "refunded", "voided")
FULFILMENT = ("unfulfilled", "part_fulfilled", "fulfilled", "delivered", "on_hold")
MEANINGS = {"status": STATUS, "payment_state": PAYMENT, "fulfilment_state": FULFILMENT, "line_state": FULFILMENT}

_NOT_YET = "unfulfilled|unshipped|not shipped|open|offen|pending|none|nicht versendet|noch nicht versendet|no enviado|pendiente|non expedie|en attente|not fulfilled|awaiting shipment|not dispatched|ready to ship|scheduled|to ship|in bearbeitung"
_SENT = (
    "fulfilled|shipped|sent|complete|completed|dispatched|versendet|verschickt|versandt|geliefert an spediteur|enviado|expedie|envoye"
    "|spedito|verzonden|in transit|unterwegs|yes|true|ja|1|restocked|partially delivered|shipping|shipped delivered to buyer pending"
    "|shipped picked up|shipped out for delivery|abgeschlossen|in zustellung|en camino|en transito|en cours de livraison"
)
_DELIVERED = "delivered|zugestellt|geliefert|ausgeliefert|entregado|livre|consegnato|bezorgd|shipped delivered to buyer|received|picked up|abgeholt"

_WORDS = {
    "status": {
        "open": "open|new|neu|nuevo|nouveau|nouvelle|processing in progress|in progress|confirmed|bestatigt|confirmado|confirmee|accepted|received|active|nuovo|nieuw|created|placed|acknowledged|offen|abierto|ouverte|ouvert",
        "unpaid": "pending payment|pending|wc pending|awaiting payment|unpaid|unbezahlt|zahlung ausstehend|wartet auf zahlung|pendiente de pago|pendiente|en attente de paiement|en attente|checkout draft|draft|invoiced|in attesa di pagamento|payment pending|payment review",
        "paid": "processing|wc processing|paid|bezahlt|in bearbeitung|en bearbeitung|pagado|procesando|en proceso|payee|paye|en cours|en cours de traitement|unshipped|awaiting fulfillment|awaiting shipment|ready to ship|in lavorazione|in behandeling|pagato|betaald|payment accepted|preparation in progress|completed payment",
        "on_hold": "on hold|wc on hold|hold|held|zuruckgestellt|in wartestellung|en espera|suspendu|in sospeso|in de wacht|pendingavailability|pending availability|invoice unconfirmed|payment hold|fraud",
        "part_sent": "partially shipped|partiallyshipped|partially fulfilled|teilweise versendet|teilversendet|parcialmente enviado|partiellement expediee",
        "sent": "shipped|sent|dispatched|versendet|verschickt|versandt|enviado|expediee|expedie|spedito|verzonden|fulfilled|in transit|unterwegs|shipped delivered to buyer pending|shipping",
        "delivered": _DELIVERED + "|livree|shipped delivered to buyer",
        "done": "completed|complete|wc completed|done|closed|abgeschlossen|erledigt|completado|completada|terminee|termine|finished|archived|afgerond|completato",
        "cancelled": "cancelled|canceled|wc cancelled|storniert|abgebrochen|cancelado|cancelada|annulee|annule|annullato|geannuleerd|failed|wc failed|fehlgeschlagen|fallido|echouee|void|voided|declined|expired|unfulfillable|payment error|trash",
        "part_refunded": "partially refunded|teilweise erstattet|parcialmente reembolsado|partiellement remboursee",
        "refunded": "refunded|wc refunded|erstattet|ruckerstattet|reembolsado|remboursee|rembourse|rimborsato|terugbetaald|returned|retourniert",
    },
    "payment_state": {
        "unpaid": "unpaid|pending|open|offen|unbezahlt|ausstehend|zahlung offen|pendiente|no pagado|impaye|en attente|not paid|awaiting payment|failed|fehlgeschlagen|overdue|uberfallig|in attesa|onbetaald|no|nein|false|0|none",
        "authorized": "authorized|authorised|autorisiert|reserviert|autorizado|autorise|payment authorized",
        "part_paid": "partially paid|part paid|teilweise bezahlt|teilbezahlt|parcialmente pagado|partiellement paye|deposit paid",
        "paid": "paid|bezahlt|pagado|paye|payee|pagato|betaald|completed|complete|captured|settled|yes|ja|true|1|paid in full|komplett bezahlt|success|succeeded|paid ship now",
        "part_refunded": "partially refunded|part refunded|teilweise erstattet|parcialmente reembolsado|partiellement rembourse",
        "refunded": "refunded|erstattet|ruckerstattet|reembolsado|rembourse|rimborsato|terugbetaald",
        "voided": "voided|void|cancelled|canceled|storniert|cancelado|annule|annulee|expired|abgelaufen",
    },
    "fulfilment_state": {
        "unfulfilled": _NOT_YET + "|no|nein|false|0|cancelled|canceled|storniert|pre fulfillment|request declined",
        "part_fulfilled": "partial|partially fulfilled|partially shipped|partiallyshipped|part fulfilled|teilweise versendet|teilweise geliefert|parcial|parcialmente enviado|partiel|partiellement expedie",
        "fulfilled": _SENT, "delivered": _DELIVERED, "on_hold": "on hold|hold|zuruckgestellt|en espera|suspendu",
    },
}  # fmt: skip
_KNOWN = {field: spread(words) for field, words in _WORDS.items()}
_KNOWN["line_state"] = _KNOWN["fulfilment_state"]


def meaning(field: str, word: str, ours: dict[str, str]) -> str | None:
    """What a word of the file means: as the owner said (`ours`), else as it is known. None: nobody knows."""
    name = plain(word)
    said = ours.get(name)
    return said if said in MEANINGS[field] else _KNOWN[field].get(name)

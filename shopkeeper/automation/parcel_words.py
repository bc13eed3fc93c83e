"""Where a parcel is, in a sentence a person would write: true for its state, and never with a hole in it."""

from __future__ import annotations

from collections.abc import Mapping

from shopkeeper.automation.values import Customs, Moment
from shopkeeper.commerce import FulfilmentState, Order, OrderState, ParcelState, Shipment

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "cancelled_order": "Your order was cancelled.",
        "not_sent": "Your order is being packed and has not left us yet.",
        "on_hold": "Your order is on hold and has not left us yet.",
        "sent": "Your order was sent; we have no tracking number for it.",
        "part_sent": "A part of your order was sent, without a tracking number; the rest has not left us yet.",
        "nothing_to_send": "There is nothing to send for this order.",
        "unknown": "Your parcel left us{on_shipped}{with_carrier}; the carrier has not told us more yet.",
        "label_created": "Your parcel is packed{for_carrier} and waits to be collected.",
        "in_transit": "Your parcel is on its way{with_carrier}{expected}.",
        "out_for_delivery": "Your parcel is with the driver{of_carrier} and should be with you today.",
        "ready_for_pickup": "Your parcel waits for you at the pickup point{place}.",
        "attempted": "Somebody tried to deliver your parcel{on_last} and could not hand it over.",
        "delivered": "Your parcel was delivered{on_delivered}.",
        "exception": "Something went wrong with your parcel on its way{with_carrier}; we are looking into it.",
        "returning": "Your parcel is on its way back to us.",
        "returned": "Your parcel came back to us{on_last}.",
        "lost": "Your parcel was lost on its way{with_carrier}. We will put that right.",
        "cancelled": "That parcel was called off before it left us.",
        "on": " on {day}", "with": " with {carrier}", "of": " of {carrier}", "for": " for {carrier}", "at": " in {place}",
        "expect": " and should arrive on {day}", "late": " and is late: it should have come on {day}",
    },
    "de": {
        "cancelled_order": "Ihre Bestellung wurde storniert.",
        "not_sent": "Ihre Bestellung wird gerade gepackt und hat unser Haus noch nicht verlassen.",
        "on_hold": "Ihre Bestellung ist angehalten und hat unser Haus noch nicht verlassen.",
        "sent": "Ihre Bestellung ist verschickt; eine Sendungsnummer haben wir dazu nicht.",
        "part_sent": "Ein Teil Ihrer Bestellung ist ohne Sendungsnummer verschickt; der Rest hat unser Haus noch nicht verlassen.",
        "nothing_to_send": "Für diese Bestellung gibt es nichts zu versenden.",
        "unknown": "Ihr Paket ist{on_shipped}{with_carrier} auf den Weg gegangen; mehr hat der Zusteller noch nicht gemeldet.",
        "label_created": "Ihr Paket ist gepackt und wartet darauf, abgeholt zu werden{of_carrier}.",
        "in_transit": "Ihr Paket ist{with_carrier} unterwegs{expected}.",
        "out_for_delivery": "Ihr Paket ist{with_carrier} in der Zustellung und sollte heute bei Ihnen sein.",
        "ready_for_pickup": "Ihr Paket liegt{place} zur Abholung für Sie bereit.",
        "attempted": "Ihr Paket konnte{on_last} nicht übergeben werden.",
        "delivered": "Ihr Paket wurde{on_delivered} zugestellt.",
        "exception": "Mit Ihrem Paket ist{with_carrier} unterwegs etwas schiefgegangen; wir kümmern uns darum.",
        "returning": "Ihr Paket ist auf dem Weg zurück zu uns.",
        "returned": "Ihr Paket ist{on_last} zu uns zurückgekommen.",
        "lost": "Ihr Paket ist{with_carrier} unterwegs verloren gegangen. Wir bringen das in Ordnung.",
        "cancelled": "Dieses Paket wurde abgesagt, bevor es unser Haus verließ.",
        "on": " am {day}", "with": " mit {carrier}", "of": " von {carrier}", "for": " für {carrier}", "at": " in {place}",
        "expect": " und sollte am {day} ankommen", "late": " und verspätet: Es sollte am {day} ankommen",
    },
    "es": {
        "cancelled_order": "Su pedido fue cancelado.",
        "not_sent": "Estamos preparando su pedido; todavía no ha salido.",
        "on_hold": "Su pedido está detenido y todavía no ha salido.",
        "sent": "Su pedido ya se envió; no tenemos número de seguimiento.",
        "part_sent": "Una parte de su pedido ya se envió, sin número de seguimiento; el resto todavía no ha salido.",
        "nothing_to_send": "En este pedido no hay nada que enviar.",
        "unknown": "Su paquete salió{on_shipped}{with_carrier}; el transportista aún no ha dicho más.",
        "label_created": "Su paquete está preparado y espera a que lo recojan{of_carrier}.",
        "in_transit": "Su paquete está en camino{with_carrier}{expected}.",
        "out_for_delivery": "Su paquete está en reparto{with_carrier} y debería llegar hoy.",
        "ready_for_pickup": "Su paquete le espera en el punto de recogida{place}.",
        "attempted": "Intentaron entregar su paquete{on_last} y no fue posible.",
        "delivered": "Su paquete fue entregado{on_delivered}.",
        "exception": "Algo ha ido mal con su paquete en el camino{with_carrier}; lo estamos mirando.",
        "returning": "Su paquete está volviendo a nosotros.",
        "returned": "Su paquete volvió a nosotros{on_last}.",
        "lost": "Su paquete se perdió en el camino{with_carrier}. Lo vamos a arreglar.",
        "cancelled": "Ese paquete se anuló antes de salir.",
        "on": " el {day}", "with": " con {carrier}", "of": " de {carrier}", "for": " para {carrier}", "at": " en {place}",
        "expect": " y debería llegar el {day}", "late": " y lleva retraso: debería haber llegado el {day}",
    },
    "fr": {
        "cancelled_order": "Votre commande a été annulée.",
        "not_sent": "Nous préparons votre commande ; elle n’est pas encore partie.",
        "on_hold": "Votre commande est en attente et n’est pas encore partie.",
        "sent": "Votre commande est expédiée ; nous n’avons pas de numéro de suivi.",
        "part_sent": "Une partie de votre commande est expédiée, sans numéro de suivi ; le reste n’est pas encore parti.",
        "nothing_to_send": "Il n’y a rien à envoyer pour cette commande.",
        "unknown": "Votre colis est parti{on_shipped}{with_carrier} ; le transporteur n’en a pas dit plus pour l’instant.",
        "label_created": "Votre colis est prêt et attend d’être enlevé{of_carrier}.",
        "in_transit": "Votre colis est en route{with_carrier}{expected}.",
        "out_for_delivery": "Votre colis est en cours de livraison{with_carrier} et devrait arriver aujourd’hui.",
        "ready_for_pickup": "Votre colis vous attend au point de retrait{place}.",
        "attempted": "Votre colis a été présenté{on_last} sans pouvoir être remis.",
        "delivered": "Votre colis a été livré{on_delivered}.",
        "exception": "Un incident est survenu avec votre colis en route{with_carrier} ; nous nous en occupons.",
        "returning": "Votre colis revient vers nous.",
        "returned": "Votre colis nous est revenu{on_last}.",
        "lost": "Votre colis s’est perdu en route{with_carrier}. Nous allons réparer cela.",
        "cancelled": "Ce colis a été annulé avant de partir.",
        "on": " le {day}", "with": " avec {carrier}", "of": " par {carrier}", "for": " pour {carrier}", "at": " à {place}",
        "expect": " et devrait arriver le {day}", "late": " et a du retard : il aurait dû arriver le {day}",
    },
}  # fmt: skip


def whereabouts(order: Order, parcel: Shipment | None, how: Customs) -> str:
    """One sentence on this parcel; without one, on the order itself. Languages we do not know read English."""
    words = WORDS.get(how.locale.partition("-")[0].lower(), WORDS["en"])
    if parcel is None:
        return words[_without_a_parcel(order)]
    return words[parcel.state.value].format(
        on_shipped=_on(words, parcel.shipped_at, how),
        on_delivered=_on(words, parcel.delivered_at, how),
        on_last=_on(words, parcel.scans[-1].at if parcel.scans else None, how),
        with_carrier=_with(words, "with", carrier=parcel.carrier),
        of_carrier=_with(words, "of", carrier=parcel.carrier),
        for_carrier=_with(words, "for", carrier=parcel.carrier),
        place=_with(words, "at", place=_last_place(parcel)),
        expected=_expected(words, parcel, how),
    )


_OF_AN_ORDER = {
    FulfilmentState.unfulfilled: "not_sent",
    FulfilmentState.part_fulfilled: "part_sent",
    FulfilmentState.fulfilled: "sent",
    FulfilmentState.on_hold: "on_hold",
}


def _without_a_parcel(order: Order) -> str:
    if order.state is OrderState.cancelled:
        return "cancelled_order"
    if not any(line.needs_shipping for line in order.lines):
        return "nothing_to_send"
    return _OF_AN_ORDER[order.fulfilment_state]


def _last_place(parcel: Shipment) -> str:
    return next((scan.place for scan in reversed(parcel.scans) if scan.place), "")


def _with(words: Mapping[str, str], name: str, **value: str) -> str:
    [given] = value.values()
    return words[name].format(**value) if given else ""


def _on(words: Mapping[str, str], at: int | None, how: Customs) -> str:
    return words["on"].format(day=Moment.of(at, how).written("day")) if at else ""


def _expected(words: Mapping[str, str], parcel: Shipment, how: Customs) -> str:
    at = parcel.expected_at or parcel.promised_at
    if not at:
        return ""
    name = "late" if at < how.now and parcel.state is ParcelState.in_transit else "expect"
    return words[name].format(day=Moment.of(at, how).written("day"))

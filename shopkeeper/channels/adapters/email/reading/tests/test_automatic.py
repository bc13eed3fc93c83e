"""Machines that answer for somebody, by their subjects and headers; customers who only speak of holidays stay customers."""

import pytest

from shopkeeper.channels.adapters.email.reading import AutomaticKind, read


def mail(subject: str, head: str = "") -> bytes:
    return f"From: Ana <ana@kunde.example>\nSubject: {subject}\nMessage-ID: <1@kunde.example>\n{head}\nI am back on Monday.\n".encode()


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office: Your order",
        "Automatic reply: Your order",
        "I am out of the office",
        "On holiday until 3 May",
        "AUTO: Ana Ruiz is out of the office (returning 05/03/2026)",
        "Automatische Antwort: Ihre Bestellung",
        "Abwesend: Bestellung",
        "Ich bin im Urlaub",
        "AW: Abwesenheitsnotiz",
        "Réponse automatique : Votre commande",
        "Absence : commande",
        "En congés",
        "Respuesta automática: Su pedido",
        "Fuera de la oficina",
        "Risposta automatica: ordine",
        "In ferie",
        "Resposta automática: Pedido",
        "Automatisch antwoord: Bestelling",
        "Op vakantie",
        "Automatiskt svar: Order",
        "Ej på kontoret",
        "Autosvar: Ordre",
        "Automaattinen vastaus: tilaus",
        "Odpowiedź automatyczna: zamówienie",
        "Na urlopie",
        "Automatická odpověď: objednávka",
        "Автоматический ответ: заказ",
        "В отпуске",
        "Автоматична відповідь: замовлення",
        "Automatikus válasz: rendelés",
        "Otomatik yanıt: sipariş",
        "Răspuns automat: comandă",
        "Αυτόματη απάντηση: παραγγελία",
        "自动答复: 订单",
        "自動回覆：訂單",
        "【自動返信】お問い合わせ",
        "不在のお知らせ",
        "자동 회신: 주문",
        "رد تلقائي: طلب",
        "תשובה אוטומטית: הזמנה",
    ],
)
def test_out_of_office_in_many_languages(subject: str) -> None:
    found = read(mail(subject)).automatic
    assert found is not None
    assert found.kind is AutomaticKind.vacation


@pytest.mark.parametrize(
    "subject",
    [
        "Your vacation rental order",
        "Vacation booking 1234?",
        "Absent item in my parcel",
        "Ausente un articolo",
        "Holiday opening times?",
        "Auto: Scheibenwischer passen nicht",
        "Autoresponder plugin broken?",
        "Urlaub, bitte Lieferung verschieben",
        "Semesterticket",
        "Assente nella scatola: due tazze",
        "OOO size question",
        "Re: Your order",
    ],
)
def test_customers_who_speak_of_holidays(subject: str) -> None:
    assert read(mail(subject)).automatic is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Auto-Submitted: auto-replied", AutomaticKind.auto_reply),
        ("Auto-Submitted: auto-generated", AutomaticKind.auto_generated),
        ("Auto-Submitted: auto-generated\nIn-Reply-To: <ours@shop.example>", AutomaticKind.auto_reply),
        ("Auto-Submitted: auto-generated\nReferences: <ours@shop.example>", AutomaticKind.auto_reply),
        ("X-Autoreply: yes", AutomaticKind.auto_reply),
        ("X-Apple-Action: VACATION", AutomaticKind.auto_reply),
        ("Precedence: auto_reply", AutomaticKind.auto_reply),
        ("X-Auto-Response-Suppress: All", AutomaticKind.auto_generated),
        ("Precedence: bulk", AutomaticKind.bulk),
        ("List-Id: <news.kunde.example>", AutomaticKind.list),
    ],
)
def test_marks_of_machines(head: str, kind: AutomaticKind) -> None:
    found = read(mail("Your order", head + "\n")).automatic
    assert found is not None
    assert found.kind is kind


def test_an_answer_that_says_it_is_no_machines() -> None:
    assert read(mail("Your order", "Auto-Submitted: no\nX-Autoreply: no\n")).automatic is None

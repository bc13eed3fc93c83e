"""Who really wrote: the heads that mail programs copy, by program and language. All names and mails here are made up."""

import pytest

from shopkeeper.channels.adapters.email.reading import Address, read
from shopkeeper.channels.adapters.email.reading.forwarded import forwarded, people, prefix, without_prefix

BODY = "Hello,\n\nthe blue kettle arrived with a dent.\nWhat now?\n\nMaria"
MARIA = Address("Maria Lindqvist", "maria@kunde.example")
SHOP = Address("", "office@shop.example")
PIET = Address("Piet de Vries", "piet@carrier.example")

# subject, from, date, to, cc: the labels; the value of the date as such programs write it
APPLE = {
    "da": ("Start på videresendt besked:", "Emne", "Fra", "Dato", "Til", "Cc", "25. oktober 2021 kl. 11.17.21 CEST"),
    "de": (
        "Anfang der weitergeleiteten Nachricht:",
        "Betreff",
        "Von",
        "Datum",
        "An",
        "Kopie",
        "25. Oktober 2021 um 11:17:21 MESZ",
    ),
    "es": (
        "Inicio del mensaje reenviado:",
        "Asunto",
        "De",
        "Fecha",
        "Para",
        "Cc",
        "25 de octubre de 2021, 11:17:21 CEST",
    ),
    "hr": ("Započni proslijeđenu poruku:", "Predmet", "Šalje", "Datum", "Prima", "Cc", "25. listopada 2021. 11:17:21"),
    "pt": (
        "Início da mensagem reencaminhada:",
        "Assunto",
        "De",
        "Data",
        "Para",
        "Cc",
        "25 de outubro de 2021, 11:17:21 WEST",
    ),
    "ro": ("Început mesaj redirecționat:", "Subiect", "De la", "Dată", "Către", "Cc", "25 octombrie 2021, 11:17:21"),
    "ru": (
        "Начало переадресованного сообщения:",
        "Тема",
        "От",
        "Дата",
        "Кому",
        "Копия",
        "25 октября 2021 г., 11:17:21",
    ),
    "sv": ("Vidarebefordrat mejl:", "Ämne", "Från", "Datum", "Till", "Kopia", "25 oktober 2021 11:17:21 CEST"),
    "tr": ("İletilen ileti başlangıcı:", "Konu", "Kimden", "Tarih", "Kime", "Bilgi", "25 Ekim 2021 11:17:21"),
    "uk": ("Початок листа, що пересилається:", "Тема", "Від", "Дата", "Кому", "Копія", "25 жовтня 2021 р., 11:17:21"),
    "cs": ("Začátek přeposílané zprávy:", "Předmět", "Od", "Datum", "Komu", "Kopie", "25. října 2021 11:17:21"),
    "ja": ("転送されたメッセージ:", "件名", "差出人", "日付", "宛先", "Cc", "2021年10月25日 11:17:21 JST"),
    "unknown phrase": ("Jen la plusendita letero:", "Subject", "From", "Date", "To", "Cc", "25 Oct 2021 11:17:21"),
}
DASHED = {
    "gmail de": (
        "---------- Forwarded message ---------",
        "Von",
        "Date",
        "Subject",
        "To",
        "Cc",
        "Mi., 27. Okt. 2021 um 09:31 Uhr",
    ),
    "gmail fr": (
        "---------- Forwarded message ---------",
        "De",
        "Date",
        "Subject",
        "To",
        "Cc",
        "mer. 27 oct. 2021 à 09:31",
    ),
    "gmail nl": (
        "---------- Forwarded message ---------",
        "Van",
        "Date",
        "Subject",
        "To",
        "Cc",
        "wo 27 okt. 2021 om 09:31",
    ),
    "gmail et": (
        "---------- Forwarded message ---------",
        "Saatja",
        "Date",
        "Subject",
        "To",
        "Cc",
        "K, 27. oktoober 2021 kell 09:31",
    ),
    "gmail uk": (
        "---------- Forwarded message ---------",
        "Від",
        "Date",
        "Subject",
        "To",
        "Cc",
        "ср, 27 жовт. 2021 р. о 09:31",
    ),
    "thunderbird da": (
        "-------- Videresendt meddelelse --------",
        "Fra",
        "Dato",
        "Emne",
        "Til",
        "CC",
        "Wed, 3 Nov 2021 15:51:30 +0100",
    ),
    "thunderbird de": (
        "-------- Weitergeleitete Nachricht --------",
        "Von",
        "Datum",
        "Betreff",
        "An",
        "Kopie (CC)",
        "Wed, 3 Nov 2021 15:51:30",
    ),
    "thunderbird hr": (
        "-------- Proslijeđena poruka --------",
        "Šalje",
        "Datum",
        "Naslov",
        "Prima",
        "Kopija",
        "Wed, 3 Nov 2021 15:51:30 +0100",
    ),
    "thunderbird pl": (
        "-------- Treść przekazanej wiadomości --------",
        "Nadawca",
        "Data",
        "Temat",
        "Adresat",
        "Kopia",
        "Wed, 3 Nov 2021",
    ),
    "thunderbird ro": (
        "-------- Mesaj retransmis --------",
        "De la",
        "Dată",
        "Subiect",
        "Către",
        "CC",
        "Wed, 3 Nov 2021 15:51:30 +0100",
    ),
    "yahoo fi": (
        "----- Välitetty viesti -----",
        "Lähettäjä",
        "Lähetetty",
        "Aihe",
        "Vastaanottaja",
        "Kopio",
        "tiistai 2. marraskuuta 2021",
    ),
    "yahoo it": (
        "----- Messaggio inoltrato -----",
        "Da",
        "Inviato",
        "Oggetto",
        "A",
        "Cc",
        "martedì 2 novembre 2021, 09:26:50",
    ),
    "yahoo pl": (
        "----- Przesłana wiadomość -----",
        "Od",
        "Wysłano",
        "Temat",
        "Do",
        "DW",
        "wtorek, 2 listopada 2021 09:26:50",
    ),
    "hubspot es": (
        "---------- Mensaje reenviado ---------",
        "De",
        "Fecha",
        "Asunto",
        "Para",
        "Cc",
        "lunes, 19 de septiembre de 2022, 17:55:44",
    ),
    "unknown phrase": (
        "---------- Plusendita letero ----------",
        "From",
        "Date",
        "Subject",
        "To",
        "Cc",
        "19 Sep 2022 17:55",
    ),
}
OUTLOOK = {
    "cs": ("FW", "Od", "Datum", "Komu", "Kopie", "Předmět"),
    "da": ("VS", "Fra", "Sendt", "Til", "Cc", "Emne"),
    "de": ("WG", "Von", "Gesendet", "An", "Cc", "Betreff"),
    "en": ("Fw", "From", "Sent", "To", "Cc", "Subject"),
    "es": ("RV", "De", "Enviado el", "Para", "CC", "Asunto"),
    "fi": ("VL", "Lähettäjä", "Lähetetty", "Vastaanottaja", "Kopio", "Aihe"),
    "fr": ("TR", "De", "Envoyé", "À", "Cc", "Objet"),
    "it": ("I", "Da", "Inviato", "A", "Cc", "Oggetto"),
    "nl": ("FW", "Van", "Verzonden", "Aan", "CC", "Onderwerp"),
    "no": ("VS", "Fra", "Sendt", "Til", "Kopi", "Emne"),
    "pt": ("ENC", "De", "Enviado", "Para", "Cc", "Assunto"),
    "ru": ("FW", "От", "Отправлено", "Кому", "Копия", "Тема"),
    "zh": ("转发", "发件人", "发送时间", "收件人", "抄送", "主题"),
}
WROTE = {
    "da": 'Den 28/10/2021 12.46 skrev "Maria Lindqvist" <maria@kunde.example>:',
    "de": 'Am 28.10.21, 12:46 schrieb "Maria Lindqvist" <maria@kunde.example>:',
    "fi": '"Maria Lindqvist" <maria@kunde.example> kirjoitti 28.10.2021 klo 12.46:',
    "fr": "Le 28/10/2021 12:46, « Maria Lindqvist » <maria@kunde.example> a écrit :",
    "hu": "2021. 10. 28. 12:46 keltezéssel, Maria Lindqvist <maria@kunde.example> írta:",
    "it": 'Il giorno 28/10/21, 12:46 "Maria Lindqvist" <maria@kunde.example> ha scritto:',
    "nl": "Op 28-10-2021 12:46 heeft Maria Lindqvist <maria@kunde.example> geschreven:",
    "ru": '28.10.2021, 12:46, пользователь "Maria Lindqvist" <maria@kunde.example> написал:',
    "sk": "Dňa 28/10/2021, 12:46, „Maria Lindqvist“ <maria@kunde.example> napísal/a:",
    "uk": '28.10.2021, 12:46, користувач "Maria Lindqvist" <maria@kunde.example> написав:',
}


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("language", APPLE)
def test_apple_mail(language: str) -> None:
    marker, subject, sender, date, to, cc, when = APPLE[language]
    head = f"{marker}\n\n{sender}: Maria Lindqvist <maria@kunde.example>\n{subject}: The kettle\n{date}: {when}\n{to}: office@shop.example\n{cc}: Piet de Vries <piet@carrier.example>"
    found = forwarded("See below.\n\n" + quoted(f"{head}\n\n{BODY}"), "Fwd: The kettle")
    assert found is not None
    assert (found.sender, found.to, found.cc, found.subject, found.date) == (
        MARIA,
        (SHOP,),
        (PIET,),
        "The kettle",
        when,
    )
    assert (found.body, found.message) == (BODY, "See below.")


@pytest.mark.parametrize("client", DASHED)
def test_a_dashed_line_and_a_head(client: str) -> None:
    marker, sender, date, subject, to, cc, when = DASHED[client]
    head = f"{marker}\n{sender}: Maria Lindqvist <maria@kunde.example>\n{date}: {when}\n{subject}: The kettle\n{to}: <office@shop.example>\n{cc}: Piet de Vries <piet@carrier.example>"
    found = forwarded(f"See below.\n\n{head}\n\n\n{BODY}\n", None)
    assert found is not None
    assert (found.sender, found.to, found.cc, found.subject, found.date) == (
        MARIA,
        (SHOP,),
        (PIET,),
        "The kettle",
        when,
    )
    assert (found.body, found.message) == (BODY, "See below.")


@pytest.mark.parametrize("language", OUTLOOK)
@pytest.mark.parametrize("rule", ["________________________________\n", ""])
def test_outlook(language: str, rule: str) -> None:
    mark, sender, date, to, cc, subject = OUTLOOK[language]
    head = f"{rule}{sender}: Maria Lindqvist <maria@kunde.example>\n{date}: 28.10.2021 12:46\n{to}: office@shop.example <office@shop.example>\n{cc}: Piet de Vries <piet@carrier.example>\n{subject}: The kettle"
    found = forwarded(f"See below.\n\n{head}\n\n{BODY}", f"{mark}: The kettle")
    assert found is not None
    assert (found.sender, found.to, found.cc, found.subject) == (MARIA, (SHOP,), (PIET,), "The kettle")
    assert (found.body, found.message) == (BODY, "See below.")


@pytest.mark.parametrize("language", WROTE)
def test_an_attribution_under_a_forwarding_subject(language: str) -> None:
    indented = "\n".join(f"    {line}" if line else "" for line in BODY.split("\n"))
    found = forwarded(f"\ufeff{WROTE[language]}\n\n{indented}", "WG: The kettle")
    assert found is not None
    assert (found.sender, found.subject, found.body) == (MARIA, "The kettle", BODY)


def test_yahoo_puts_the_whole_head_on_one_line() -> None:
    head = '   ----- Weitergeleitete Nachricht ----- Von: Maria Lindqvist <maria@kunde.example>An: "office@shop.example" <office@shop.example>CC: Piet de Vries <piet@carrier.example>Gesendet: Dienstag, 2. November 2021, 09:26:50 MEZBetreff: The kettle\n '
    found = forwarded(head + BODY, None)
    assert found is not None
    assert (found.sender, found.to, found.cc, found.subject) == (MARIA, (SHOP,), (PIET,), "The kettle")


def test_an_answer_is_no_forwarding() -> None:
    answer = "Thanks!\n\nFrom: Maria <maria@kunde.example>\nSent: Monday\nTo: office@shop.example\nSubject: The kettle\n\nold"
    assert forwarded(answer, "Re: The kettle") is None
    assert forwarded("________________________________\n" + answer, "AW: The kettle") is None
    assert (
        forwarded(
            "Thanks!\n\nOn Mon, Nov 2, 2021 at 9:26 AM Maria <maria@kunde.example> wrote:\n> old",
            "The kettle",
            answers=True,
        )
        is None
    )
    assert forwarded("just words", None) is None


@pytest.mark.parametrize(
    ("subject", "means", "rest"),
    [
        ("Fwd: kettle", "forward", "kettle"),
        ("FW: Re: kettle", "forward", "Re: kettle"),
        ("WG: Kessel", "forward", "Kessel"),
        ("Re[2]: kettle", "reply", "kettle"),
        ("SV: kanna", "reply", "kanna"),
        ("Order 12: kettle", "", "Order 12: kettle"),
        ("", "", ""),
    ],
)
def test_prefixes(subject: str, means: str, rest: str) -> None:
    assert (prefix(subject), without_prefix(subject)) == (means, rest)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "'Lindqvist, Maria' <maria@kunde.example>, piet@carrier.example",
            (Address("Lindqvist, Maria", "maria@kunde.example"), Address("", "piet@carrier.example")),
        ),
        (
            "Lindqvist, Maria <maria@kunde.example>; Piet <piet@carrier.example>",
            (Address("Lindqvist, Maria", "maria@kunde.example"), Address("Piet", "piet@carrier.example")),
        ),
        ("Maria [mailto:maria@kunde.example]", (Address("Maria", "maria@kunde.example"),)),
        ("maria@kunde.example<mailto:maria@kunde.example>", (Address("", "maria@kunde.example"),)),
        ("Maria Lindqvist; Piet", (Address("Maria Lindqvist"), Address("Piet"))),
        ("", ()),
    ],
)
def test_people_of_a_copied_line(line: str, expected: tuple[Address, ...]) -> None:
    assert people(line) == expected


def test_a_whole_mail_attached() -> None:
    raw = (
        b"From: clerk@shop.example\nTo: office@shop.example\nSubject: Fwd: kettle\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nFor you.\n--x\nContent-Type: message/rfc822\n\n"
        b"From: Maria Lindqvist <maria@kunde.example>\nTo: clerk@shop.example\nSubject: kettle\n\nIt has a dent.\n--x--\n"
    )
    mail = read(raw)
    assert mail.forwarded is not None
    assert (mail.forwarded.sender, mail.forwarded.body, mail.forwarded.message) == (MARIA, "It has a dent.", "For you.")
    assert [one.content_type for one in mail.attachments] == ["message/rfc822"]
    assert mail.attachments[0].name == "kettle.eml"

"""New words, quoted words, signature: one page of habits and languages. All mails here are made up."""

import pytest

from shopkeeper.channels.adapters.email.reading import split_html, split_text

ATTRIBUTIONS = """
On Thu, Jun 26, 2014 at 2:00 PM Ana Ruiz <ana@kunde.example> wrote:
On 3/4/16, Ana Ruiz <ana@kunde.example> wrote:
On Oct 5, 2016 12:30 PM, "Ana Ruiz" <ana@kunde.example> wrote:
Ana Ruiz <notifications@kunde.example> writes:
Quoting Ana Ruiz <ana@kunde.example>:
Am 12.3.16 um 12:30 schrieb Ana Ruiz:
Am Montag, den 12. März 2016, 12:30:15 MEZ schrieb Ana Ruiz <ana@kunde.example>:
Ana Ruiz <ana@kunde.example> schrieb am Mi., 5. Okt 2016, 12:30:
Ana Ruiz <ana@kunde.example> hat am 12. März 2016 um 12:30 geschrieben:
Zitat von Ana Ruiz <ana@kunde.example>:
Le 23 mars 2017 à 21:25, Ana Ruiz <ana@kunde.example> a écrit :
El mié., 5 oct. 2016 a las 12:30, Ana Ruiz (<ana@kunde.example>) escribió:
El 5/10/16 a las 12:30, Ana Ruiz escribió:
Il 26/03/2016 13:16, Ana Ruiz ha scritto:
Il giorno lun 5 ott 2020 alle ore 12:30 Ana Ruiz <ana@kunde.example> ha scritto:
Em qui, 28 de out de 2021 às 12:46, Ana Ruiz <ana@kunde.example> escreveu:
Op wo 5 okt. 2016 om 12:30 schreef Ana Ruiz <ana@kunde.example>:
Den ons 5 okt. 2016 kl 12:30 skrev Ana Ruiz <ana@kunde.example>:
ons. 5. okt. 2016 kl. 12:30 skrev Ana Ruiz <ana@kunde.example>:
pe 5. helmik. 2016 klo 10.42 Ana Ruiz (ana@kunde.example) kirjoitti:
śr., 5 paź 2016 o 12:30 Ana Ruiz <ana@kunde.example> napisał(a):
W dniu 05.10.2016 o 12:30, Ana Ruiz pisze:
Dne 5. 10. 2016 v 12:30 Ana Ruiz napsal(a):
st 5. 10. 2016 v 12:30 odesílatel Ana Ruiz <ana@kunde.example> napsal:
5 октября 2016 г., 12:30 пользователь Ana Ruiz <ana@kunde.example> написал:
Среда, 26 июня 2014, 14:00 +04:00 от Ana Ruiz <ana@kunde.example>:
28 Eylül 2016 15:36 tarihinde Ana Ruiz <ana@kunde.example> yazdı:
Ana Ruiz <ana@kunde.example> ezt írta (időpont: 2021. okt. 27., Sze, 9:31):
În mie., 5 oct. 2016 la 12:30, Ana Ruiz <ana@kunde.example> a scris:
Στις Τετ, 5 Οκτ 2016 στις 12:30, ο χρήστης Ana Ruiz <ana@kunde.example> έγραψε:
2016年10月24日(月) 15:36 Ana Ruiz <ana@kunde.example>:
Ana Ruiz <ana@kunde.example>于2021年9月28日 周二15:36写道：
2016년 10월 24일 (월) 오후 3:36, Ana Ruiz <ana@kunde.example>님이 작성:
בתאריך יום ד׳, 5 באוק׳ 2016 ב-12:30 מאת Ana Ruiz <ana@kunde.example>:
---- On Wed, 24 Feb 2021 14:02:50 +0530 Ana Ruiz <ana@kunde.example> wrote ---
""".strip().splitlines()

DIVIDERS = """
-----Original Message-----
-----Ursprüngliche Nachricht-----
-------- Message d'origine --------
-------- Исходное сообщение --------
‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐
________________________________\\nVon: Ana Ruiz <ana@kunde.example>\\nGesendet: Montag, 5. Oktober 2020 12:30\\nAn: Laden\\nBetreff: AW: Kessel
*From:* Ana Ruiz\\n*Sent:* 2016-01-27\\n*To:* office@shop.example\\n*Subject:* Kettle
De : Ana<mailto:ana@kunde.example>\\nEnvoyé le : jeudi 15 décembre 2016 09:35\\nÀ : office@shop.example\\nObjet : Bouilloire
发件人: Ana <ana@kunde.example>\\n发送时间: 2021年9月28日 15:36\\n收件人: office@shop.example\\n主题: 水壶
""".strip().splitlines()


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_answers_above(line: str) -> None:
    split = split_text(f"Thank you!\n\n{line}\n\nDid it arrive?\nYours")
    assert (split.new, split.quoted) == ("Thank you!", f"{line}\n\nDid it arrive?\nYours")


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_answers_between_and_below(line: str) -> None:
    split = split_text(f"Hello\n\n{line}\n\n> Did it arrive?\n\nYes.\n\n> And is it whole?\n\nNo, a dent.")
    assert split.new == "Hello\n\nYes.\n\nNo, a dent."


@pytest.mark.parametrize("head", DIVIDERS)
def test_dividers(head: str) -> None:
    head = head.replace("\\n", "\n")
    assert split_text(f"Thank you!\n\n{head}\n\nDid it arrive?").new == "Thank you!"


def test_an_attribution_may_break_over_lines_or_share_one() -> None:
    assert (
        split_text(
            "Yes\n\nOn Mon, 5 Oct 2020 at 12:30, Ana Ruiz via the Shop <\nana@kunde.example> wrote:\n\n> Well?"
        ).new
        == "Yes"
    )
    assert split_text("Yes On Mon, Oct 5, 2020 at 12:30 PM, ana@kunde.example wrote:\n> Well?").new == "Yes"


@pytest.mark.parametrize(
    "text",
    [
        "On 12 March 2021 I wrote to support@shop.example:\n- broken\n- late",
        "From: Berlin\nTo: Munich\nDate: 12.03.2021\nI need it moved",
        "Hi\n\nSent by parcel on Monday and it never arrived",
        "On 12.03.2021 you wrote:\nwe ship in 3 days\nbut nothing came",
        "I ordered:\n1x shoe\n2x hat\n-----\nOrder 2: one sock\nthanks",
        "Two questions:\n> is it red\n\nand then?",
        "Liebe Leute,\nam 12.3.2021 um 12:30 habe ich bestellt:\n- Hut",
        "Hello,\nmy order from 2021-05-01 is missing. Mail me at ana@kunde.example:\nOrder 1",
        "Only > one sign",
        "Best regards to the whole team, you were great",
    ],
)
def test_words_of_the_customer_stay(text: str) -> None:
    split = split_text(text)
    assert (split.new, split.quoted, split.signature) == (text, "", "")


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("Hello\n\n-- \nAna\nKettles Ltd", "-- \nAna\nKettles Ltd"),
        ("Hello\n\nSent from my iPhone", "Sent from my iPhone"),
        ("Hallo\n\nVon meinem iPhone gesendet", "Von meinem iPhone gesendet"),
        ("Bonjour\n\nEnvoyé de mon iPad", "Envoyé de mon iPad"),
        ("Hei\n\nLähetetty iPhonesta", "Lähetetty iPhonesta"),
        ("こんにちは\n\niPhoneから送信", "iPhoneから送信"),
        ("Hello\n\nGet Outlook for Android<https://example.org/x>", "Get Outlook for Android<https://example.org/x>"),
        ("Help?\n\nRegards,\n\nAna Ruiz\nKettles Ltd", "Regards,\n\nAna Ruiz\nKettles Ltd"),
        ("Hilfe\n\nMit freundlichen Grüßen,\nAna", "Mit freundlichen Grüßen,\nAna"),
        (
            "Hi\n\n____\nlist mailing list\nhttps://lists.example/kettles",
            "____\nlist mailing list\nhttps://lists.example/kettles",
        ),
    ],
)
def test_signatures(text: str, signature: str) -> None:
    split = split_text(text)
    assert split.signature == signature
    assert split.new == text.removesuffix(signature).strip()


def test_nothing_but_a_quote_is_shown() -> None:
    assert split_text("> only this").new == "> only this"


CONTAINERS = [
    '<div class="gmail_quote"><div class="gmail_attr">On Mon, Ana wrote:<br></div><blockquote>old</blockquote></div>',
    '<blockquote type="cite"><div>On 5 Oct 2020, at 12:30, Ana &lt;ana@kunde.example&gt; wrote:</div>old</blockquote>',
    '<div class="moz-cite-prefix">Am 05.10.20 um 12:30 schrieb Ana:<br></div><blockquote type="cite">old</blockquote>',
    '<div class="yahoo_quoted"><div>Am Montag schrieb Ana:</div>old</div>',
    '<div class="protonmail_quote">old</div>',
    '<hr id="stopSpelling">From: ana@kunde.example<br>old',
    '<div id="appendonsend"></div><div id="divRplyFwdMsg"><b>Von:</b> Ana<br></div><div>old</div>',
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Ana</p></div><p>old</p>',
    "<div>On Mon, Oct 5, 2020 at 12:30 PM Ana &lt;ana@kunde.example&gt; wrote:</div><blockquote>old</blockquote>",
]


@pytest.mark.parametrize("quote", CONTAINERS)
def test_html_containers(quote: str) -> None:
    split = split_html(
        f"<html><head><title>x</title><style>p{{}}</style></head><body><p>It is <b>dented</b>.</p>{quote}</body></html>"
    )
    assert split.new == "It is dented."
    assert "old" in split.quoted


def test_html_answers_between_quotes_stay() -> None:
    source = '<div>On Mon, Oct 5, 2020, Ana &lt;ana@kunde.example&gt; wrote:</div><blockquote type="cite">Red?</blockquote><p>Blue.</p><blockquote type="cite">Big?</blockquote><p>Small.</p>'
    assert split_html(source).new == "Blue.\n\nSmall."

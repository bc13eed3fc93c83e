"""Mails as they come, straight and bent. All of them are made up here."""

import base64

import pytest

from shopkeeper.channels.adapters.email.reading import Address, Mail, read

PLAIN = b"From: Ana Ruiz <ana@kunde.example>\nTo: office@shop.example\nSubject: Kettle\nDate: Mon, 5 Oct 2020 12:30:00 +0200\nMessage-ID: <1@kunde.example>\n"


def mail(head: str, body: bytes | str = b"hello\n") -> Mail:
    return read(head.encode() + b"\n\n" + (body.encode() if isinstance(body, str) else body))


def test_a_plain_mail() -> None:
    found = read(PLAIN + b"\nIt has a dent.\n")
    assert (found.sender, found.to) == (Address("Ana Ruiz", "ana@kunde.example"), (Address("", "office@shop.example"),))
    assert (found.subject, found.text, found.new_text, found.message_id) == (
        "Kettle",
        "It has a dent.",
        "It has a dent.",
        "1@kunde.example",
    )
    assert (found.date, found.date_suspicious, found.html, found.attachments, found.problems) == (
        1_601_893_800_000,
        False,
        None,
        (),
        (),
    )
    assert (found.automatic, found.bounce, found.forwarded, found.spam, found.priority) == (None, None, None, False, 0)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"\0",
        b"\r\r\r",
        b"no headers at all",
        b"From ",
        b": x\n\n",
        b"--x\n--x--\n",
        b"\xff\xfe\xfd",
        b"A" * 10_000,
    ],
)
def test_next_to_nothing(raw: bytes) -> None:
    assert isinstance(read(raw), Mail)


def test_no_headers_still_gives_the_words() -> None:
    found = read(b"hello\nworld\n")
    assert (found.text, found.sender) == ("hello\nworld", None)
    assert "no from header" in found.problems


def test_an_mbox_line_and_bare_carriage_returns() -> None:
    assert read(b"From ana@kunde.example Mon Oct  5 12:30:00 2020\n" + PLAIN + b"\nhi").sender == Address(
        "Ana Ruiz", "ana@kunde.example"
    )
    assert read((PLAIN + b"\nhi\nyou").replace(b"\n", b"\r")).text == "hi\nyou"
    assert read((PLAIN + b"\nhi\nyou").replace(b"\n", b"\r\n")).text == "hi\nyou"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?q?J=C3=BCrgen?=", "Jürgen"),
        ("=?utf-8?B?SsO8cmdlbg==?=", "Jürgen"),
        ("=?utf-8?q?J=C3?= =?utf-8?q?=BCrgen?=", "Jürgen"),
        ("=?iso-8859-1?Q?J=FCrgen?= und =?koi8-r?B?6dfBzg==?=", "Jürgen und Иван"),
        ("=?utf-8?q?two words with spaces?=", "two words with spaces"),
        ("=?nonsense?q?abc?=", "abc"),
        ("=?utf-8?b?SsO8cmdlb?=", "Jürge"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("Jürgen", "Jürgen"),
        ("a\tb\x07c", "a b c"),
        ("=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
    ],
)
def test_subjects(written: str, meant: str) -> None:
    assert mail(f"Subject: {written}").subject == meant


def test_eight_bit_headers_of_old_programs() -> None:
    assert read(b"Subject: J\xfcrgen\n\nx").subject == "Jürgen"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Ruiz, Ana" <ana@kunde.example>', [("Ruiz, Ana", "ana@kunde.example")]),
        ("ana@kunde.example (Ana Ruiz)", [("Ana Ruiz", "ana@kunde.example")]),
        ("Ana <ana@kunde.example>, Piet <piet@x.example>", [("Ana", "ana@kunde.example"), ("Piet", "piet@x.example")]),
        ("Friends: Ana <ana@kunde.example>, piet@x.example;", [("Ana", "ana@kunde.example"), ("", "piet@x.example")]),
        ("=?utf-8?q?Ruiz=2C_Ana?= <ana@kunde.example>", [("Ruiz, Ana", "ana@kunde.example")]),
        ("'ana@kunde.example' <ana@kunde.example>", [("ana@kunde.example", "ana@kunde.example")]),
        ("<@relay.example:ana@kunde.example>", [("", "ana@kunde.example")]),
        ('"broken <ana@kunde.example>', [("broken", "ana@kunde.example")]),
        ("Ana Ruiz", [("Ana Ruiz", "")]),
        ("=?utf-8?q?boss=40shop.example?= <mallory@evil.example>", [("boss@shop.example", "mallory@evil.example")]),
        ("undisclosed-recipients:;", []),
        ("", []),
    ],
)
def test_address_lists(written: str, expected: list[tuple[str, str]]) -> None:
    assert mail(f"To: {written}").to == tuple(Address(*one) for one in expected)


def test_ids_and_references() -> None:
    found = mail(
        "Message-ID: <a@x>\nIn-Reply-To: <b@x> (Ana's message)\nReferences: <c@x>\n <d@x>\t<c@x> junk <e\n @x>"
    )
    assert (found.message_id, found.in_reply_to, found.references) == ("a@x", ("b@x",), ("c@x", "d@x", "e@x"))


@pytest.mark.parametrize(
    ("date", "received", "suspicious"),
    [
        ("Mon, 5 Oct 2020 12:30:00 +0200", "Mon, 5 Oct 2020 12:30:09 +0200", False),
        ("Tue, 4 Oct 2050 12:30:00 +0200", "Mon, 5 Oct 2020 12:30:09 +0200", True),
        ("Tue, 4 Oct 2050 12:30:00 +0200", "", True),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "Mon, 5 Oct 2020 12:30:09 +0200", True),
        ("yesterday", "Mon, 5 Oct 2020 12:30:09 +0200", True),
    ],
)
def test_dates(date: str, received: str, suspicious: bool) -> None:
    hop = f"Received: from a by b with SMTP; {received}\n" if received else ""
    assert mail(f"{hop}Date: {date}").date_suspicious is suspicious


@pytest.mark.parametrize(
    ("label", "data", "meant"),
    [
        ("utf-8", "Grüße".encode(), "Grüße"),
        ("iso-8859-1", "Grüße".encode(), "Grüße"),
        ("iso-8859-1", b"price \x80 5", "price € 5"),
        ("us-ascii", "Grüße".encode("cp1252"), "Grüße"),
        ("utf-8", "Grüße".encode("cp1252"), "Grüße"),
        ("gb2312", "你好，水壶".encode("gb18030"), "你好，水壶"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет"),
        ("iso-2022-jp", "日本語".encode("iso2022_jp"), "日本語"),
        ("utf-7", b"Fr+APY-sche", "Frösche"),
        ("", "Grüße".encode(), "Grüße"),
        ("", "Здравствуйте, чайник разбит".encode("koi8-r"), "Здравствуйте, чайник разбит"),
        ("", "Здравствуйте, чайник разбит".encode("cp1251"), "Здравствуйте, чайник разбит"),
        ("us-ascii", "Join the world’s best".encode("cp1252"), "Join the world’s best"),
        ("", "for €750m – or £1m a year".encode("cp1252"), "for €750m – or £1m a year"),
        (
            "",
            "Paczka przyszła uszkodzona, proszę o wymianę".encode("cp1250"),
            "Paczka przyszła uszkodzona, proszę o wymianę",
        ),
        (
            "",
            "Zásilka přišla poškozená, prosím o výměnu".encode("iso8859-2"),
            "Zásilka přišla poškozená, prosím o výměnu",
        ),
        ("", "Siparişim kırık geldi, ücretimi iade edin".encode("cp1254"), "Siparişim kırık geldi, ücretimi iade edin"),
        ("", "¿Dónde está mi pedido, señor?".encode("cp1252"), "¿Dónde está mi pedido, señor?"),
        ("", "Το δέμα έφτασε κατεστραμμένο".encode("cp1253"), "Το δέμα έφτασε κατεστραμμένο"),
        ("", "החבילה הגיעה שבורה, תודה רבה".encode("cp1255"), "החבילה הגיעה שבורה, תודה רבה"),
        ("", "وصل الطرد مكسورا، شكرا جزيلا".encode("cp1256"), "وصل الطرد مكسورا، شكرا جزيلا"),
        ("", "พัสดุมาถึงแล้วแต่แก้วแตก".encode("cp874"), "พัสดุมาถึงแล้วแต่แก้วแตก"),
        ("", "荷物が壊れて届きました。".encode("cp932"), "荷物が壊れて届きました。"),
        ("", "荷物が壊れて届きました。".encode("euc_jp"), "荷物が壊れて届きました。"),
        ("utf-8", "荷物が壊れて届きました。".encode("iso2022_jp"), "荷物が壊れて届きました。"),
        ("", "包裹收到时已经损坏，请退款。".encode("gb18030"), "包裹收到时已经损坏，请退款。"),
        ("", "包裹收到時已經損壞，請退款。".encode("big5"), "包裹收到時已經損壞，請退款。"),
        ("", "소포가 파손된 채로 도착했습니다.".encode("cp949"), "소포가 파손된 채로 도착했습니다."),
        ("iso-8859-1", "Здравствуйте, посылка разбита".encode("cp1251"), "Здравствуйте, посылка разбита"),
        ("windows-874", "แก้วแตก".encode("cp874"), "แก้วแตก"),
        ("charset=utf-8; x", "Grüße".encode(), "Grüße"),
        ("utf-8", "Schöne Grüße aus Köln".encode()[:-1] + b"\xc3", "Schöne Grüße aus Köl\ufffd"),
        ("x-martian", b"hello", "hello"),
        ("idna", b"hello", "hello"),
        ("zlib", b"hello", "hello"),
        ("a\x00b", b"hello", "hello"),
    ],
)
def test_charsets(label: str, data: bytes, meant: str) -> None:
    assert mail(f'Content-Type: text/plain; charset="{label}"', data).text == meant


def test_flowed_text() -> None:
    assert (
        mail("Content-Type: text/plain; format=flowed", "one \ntwo\n>> a \n>> b\n> c\n -- stuffed\n-- \nAna").text
        == "one two\n>> a b\n> c\n-- stuffed\n-- \nAna"
    )
    assert mail("Content-Type: text/plain; format=flowed; delsp=yes", "水 \n壶").text == "水壶"


PARTS = """\
--b
Content-Type: multipart/related; boundary=r

--r
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Gr=C3=BC=
=C3=9Fe
--a
Content-Type: text/html

<p>Gruss <img src="cid:pic@x"></p>
--a--
--r
Content-Type: image/png
Content-ID: <pic@x>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--r--
--b
Content-Type: application/pdf; name*0*=utf-8''Rechnung%20; name*1*=f%C3%BCr.pdf
Content-Disposition: attachment
Content-Transfer-Encoding: base64

JVBERi0x
--b--
epilogue
"""


def test_words_pictures_and_files() -> None:
    found = mail("Content-Type: multipart/mixed; boundary=b", PARTS)
    assert found.text == "Grüße"
    assert found.html is not None
    assert "cid:pic@x" in found.html
    picture, paper = found.attachments
    assert (picture.content_id, picture.inline, picture.data) == ("pic@x", True, b"\x89PNG\r\n\x1a\n")
    assert (paper.name, paper.content_type, paper.inline, paper.data) == (
        "Rechnung für.pdf",
        "application/pdf",
        False,
        b"%PDF-1",
    )


def test_html_alone_gives_words_too() -> None:
    found = mail(
        "Content-Type: text/html",
        "<p>One &amp; two</p><ul><li>a</li><li>b</li></ul><a href='https://shop.example/x'>here</a>",
    )
    assert found.text == "One & two\n\n• a\n• b\nhere <https://shop.example/x>"
    assert found.new_text == found.text


@pytest.mark.parametrize(
    "boundary",
    [
        "Content-Type: multipart/mixed",
        "Content-Type: multipart/mixed; boundary=",
        "Content-Type: multipart/mixed\n boundary=x",
    ],
)
def test_a_missing_boundary(boundary: str) -> None:
    found = mail(
        boundary, "--x\nContent-Type: text/plain\n\nhi\n--x\nContent-Type: text/csv; name=a.csv\n\n1;2\n--x--\n"
    )
    assert (found.text, [(one.name, one.data) for one in found.attachments]) == ("hi", [("a.csv", b"1;2")])


def test_an_inner_multipart_without_an_end() -> None:
    body = "--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nhi\n--o\nContent-Disposition: attachment; filename=a.bin\nContent-Type: application/x\n\nX\n--o--"
    found = mail("Content-Type: multipart/mixed; boundary=o", body)
    assert (found.text, [one.data for one in found.attachments]) == ("hi", [b"X"])


def test_base64_cut_short_or_dirty() -> None:
    def data(encoded: bytes) -> bytes:
        return mail("Content-Type: application/x\nContent-Transfer-Encoding: base64", encoded).attachments[0].data

    whole = base64.b64encode(b"hello world!!")
    assert data(whole[:-3]) == b"hello world!"
    assert data(b" ".join(whole[i : i + 5] for i in range(0, len(whole), 5)) + b"\n*!") == b"hello world!!"
    assert data(base64.b64encode(b"one!") + base64.b64encode(b"two!")) == b"one!two!"


def test_uuencoded_files_in_the_text() -> None:
    found = mail("Subject: x", "see this\nbegin 644 note.txt\n%:&5L;&\\\n`\nend\nbye")
    assert found.text == "see this\n\nbye"
    assert [(one.name, one.data) for one in found.attachments] == [("note.txt", b"hello")]


def test_apple_doubles_signatures_and_reports_keep_every_file() -> None:
    body = "--b\nContent-Type: application/applefile\n\nfork\n--b\nContent-Type: image/png; name=a.png\n\npng\n--b--"
    assert [one.data for one in mail("Content-Type: multipart/appledouble; boundary=b", body).attachments] == [
        b"fork",
        b"png",
    ]
    signed = "--b\n\nhi\n--b\nContent-Type: application/pgp-signature\n\nsig\n--b--"
    found = mail("Content-Type: multipart/signed; boundary=b; protocol=x", signed)
    assert (found.text, [one.name for one in found.attachments]) == ("hi", ["application.asc"])


def test_ten_thousand_nested_parts_are_one_file() -> None:
    deep = (
        "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(10_000))
        + "Content-Type: text/plain\n\nhi"
    )
    found = read(deep.encode())
    assert "nested too deep: kept as it came" in found.problems
    assert found.attachments[0].size > 100_000


def test_too_many_parts_are_one_file() -> None:
    found = mail("Content-Type: multipart/mixed; boundary=b", "--b\nContent-Type: x/y\n\nz\n" * 5_000)
    assert len(found.attachments) <= 2_001
    assert found.attachments[-1].data.endswith(b"z\n")


def test_file_names_cannot_walk_or_mislead() -> None:
    names = [
        one.name
        for one in mail(
            "Content-Type: multipart/mixed; boundary=b",
            "--b\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\n\nx\n--b\nContent-Disposition: attachment; filename*=utf-8''a%E2%80%AEgpj.exe\n\nx\n--b\nContent-Type: image/png\n\n\n--b--",
        ).attachments
    ]
    assert names == ["_.._etc_passwd", "a_gpj.exe", "image.png"]


def test_new_html_drops_the_quote() -> None:
    found = mail(
        "Content-Type: text/html",
        '<div>Yes <b>please</b></div><div class="gmail_quote">On Mon, Ana wrote:<blockquote>old</blockquote></div><p>PS</p>',
    )
    assert found.new_html == "<div>Yes <b>please</b></div><p>PS</p>"


def test_an_answer_below_an_unmarked_quote_is_shown_whole() -> None:
    text = "-----Original Message-----\nFrom: office@shop.example\nSent: Monday\nSubject: Kettle\n\nDid it arrive?\nYes it did."
    assert mail("Subject: Re: Kettle", text).new_text == text


def test_an_answer_below_a_copied_head_and_marked_quote() -> None:
    text = "----- Original Message -----\nFrom: <office@shop.example>\n\n> Did it arrive?\n\nYes it did."
    found = mail("Subject: Re: Kettle", text)
    assert found.new_text == "Yes it did."


def test_a_forwarded_mail_has_no_new_words_of_its_own() -> None:
    found = mail(
        "Subject: Fwd: Kettle",
        "---------- Forwarded message ---------\nFrom: Ana <ana@kunde.example>\nSubject: Kettle\n\nIt has a dent.",
    )
    assert found.forwarded is not None
    assert (found.new_text, found.forwarded.body) == ("", "It has a dent.")

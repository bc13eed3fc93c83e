"""Mails that a server wrapped into a winmail.dat, made here byte by byte."""

import base64

from shopkeeper.channels.adapters.email.reading import Mail, read


def attribute(tag: int, data: bytes) -> bytes:
    return b"\x02" + tag.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data + b"\0\0"


def winmail(*attributes: bytes) -> bytes:
    return (0x223E9F78).to_bytes(4, "little") + b"\1\0" + b"".join(attributes)


def mailed(tnef: bytes) -> Mail:
    head = b"From: a@kunde.example\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    return read(head + base64.b64encode(tnef))


def test_a_winmail_file_is_kept_and_opened() -> None:
    tnef = winmail(
        attribute(0x00069002, b"\0" * 14), attribute(0x00018010, b"note.txt\0"), attribute(0x0006800F, b"hello")
    )
    found = mailed(tnef)
    assert [(one.name, one.data) for one in found.attachments] == [("winmail.dat", tnef), ("note.txt", b"hello")]


def test_words_in_a_winmail_file_are_read_where_the_mail_has_no_others() -> None:
    def little(number: int, size: int = 4) -> bytes:
        return number.to_bytes(size, "little")

    def text(kind: int, tag: int, value: bytes, name: bytes = b"") -> bytes:
        padded = value + b"\0" * (-len(value) % 4)
        return little(kind, 2) + little(tag, 2) + name + little(1) + little(len(value)) + padded

    named = b"\0" * 16 + little(1) + little(4) + b"a\0b\0"
    numbers = little(0x1003, 2) + little(0x1234, 2) + little(2) + little(7) + little(8)
    properties = [
        text(0x1F, 0x8001, b"x\0", named),
        numbers,
        text(0x1F, 0x1000, "Grüße aus Köln\0".encode("utf-16-le")),
    ]
    found = mailed(winmail(attribute(0x00069003, little(len(properties)) + b"".join(properties))))
    assert found.text == "Grüße aus Köln"
    html = text(0x102, 0x1013, "<p>Grüße <b>aus</b> Köln".encode("cp1252"))
    found = mailed(winmail(attribute(0x00069007, little(1252) + little(0)), attribute(0x00069003, little(1) + html)))
    assert found.text == "Grüße aus Köln"
    assert found.html == "<p>Grüße <b>aus</b> Köln"
    assert mailed(winmail(attribute(0x0002800C, b"Hello\0"))).text == "Hello"

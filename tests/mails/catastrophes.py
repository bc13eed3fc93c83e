"""The mails themselves, by name. `scale` 1 is the full size of the promise; a test in the suite takes less."""

import base64
import io
import zipfile
from collections.abc import Callable

HEAD = b"From: Mallory <mallory@kunde.example>\r\nTo: %s\r\nMessage-ID: <%s@kunde.example>\r\nDate: Sun, 01 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
MANY, LINE = 1_000, 900


def mail(name: str, to: str, scale: float = 1.0) -> bytes:
    """The catastrophe of this name, to this address."""
    rest = CATASTROPHES[name](scale)
    return HEAD % (to.encode(), f"{name.replace(' ', '-')}-{scale}".encode()) + rest.replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )


def _times(number: int, scale: float) -> int:
    return max(10, int(number * scale))


def _parts(*pieces: bytes) -> bytes:
    body = b"".join(b"--b\n" + piece + b"\n" for piece in pieces)
    return b"Subject: parts\nContent-Type: multipart/mixed; boundary=b\n\n" + body + b"--b--\n"


def nested_multiparts(scale: float) -> bytes:
    deep = _times(10_000, scale)
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(deep))
    return b"Subject: deep\n" + opened + b"Content-Type: text/plain\n\nhello at the bottom\n"


def nested_mails(scale: float) -> bytes:
    return b"Subject: mails\n" + b"Content-Type: message/rfc822\n\n" * _times(10_000, scale) + b"Subject: x\n\nhello\n"


def many_headers(scale: float) -> bytes:
    return b"".join(b"X-H%d: y\n" % n for n in range(_times(100_000, scale))) + b"Subject: many headers\n\nhello\n"


def a_long_header(scale: float) -> bytes:
    return b"Subject: " + b"\n ".join([b"word " * 150] * _times(10_000_000 // 750, scale)) + b"\n\nhello\n"


def long_words_in_headers(scale: float) -> bytes:
    return b"Subject: " + b"\n ".join([b"=?utf-8?q?=C3=A4=?= " * 40] * _times(2_000, scale)) + b"\n\nhello\n"


def bait_in_quotes(scale: float) -> bytes:
    lines = [
        b"> " * 300,
        b"On Mon, 4 Apr 2012 at 3:59 PM, ",
        b"wrote <a@b.c> wrote:",
        b"-" * 400,
        b"From: a@b",
        b"_" * 300,
        b"Am Mo " * 60,
    ]
    return b"Subject: Re: bait\nContent-Type: text/plain\n\n" + b"\n".join(lines * _times(2_000, scale)) + b"\n"


def bait_in_the_subject(scale: float) -> bytes:
    return b"Subject: " + b"\n ".join([b"Re: Fwd: AW: [list] " * 40] * _times(500, scale)) + b"\n\nhello\n"


def bait_in_addresses(scale: float) -> bytes:
    return (
        b"Cc: " + b"\n ".join([b'"((((' * 100 + b"<<a@b@c,," * 20] * _times(1_000, scale)) + b"\nSubject: cc\n\nhello\n"
    )


def a_million_recipients(scale: float) -> bytes:
    many = _times(1_000_000, scale)
    rows = (b", ".join(b"p%d@kunde.example" % n for n in range(at, min(at + 30, many))) for at in range(0, many, 30))
    return b"Cc: " + b",\n ".join(rows) + b"\nSubject: everybody\n\nhello\n"


def a_zip_bomb(scale: float) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        for n in range(4):
            bomb.writestr(f"{n}.txt", bytes(_times(200_000_000, scale)))
    head = b"Content-Type: application/zip; name=bomb.zip\nContent-Transfer-Encoding: base64\n\n"
    return _parts(b"\nhello", head + base64.encodebytes(held.getvalue()))


def many_attachments(scale: float) -> bytes:
    one = b"Content-Type: application/pdf\nContent-Disposition: attachment; filename=%d.pdf\n\nx%d"
    return _parts(b"\nhello", *(one % (n, n) for n in range(_times(50_000, scale))))


def charset_bombs(scale: float) -> bytes:
    size = _times(3_000_000, scale)
    kinds = [(b"utf-7", b"+AGE-" * 160), (b"iso-2022-jp", b"\x1b$B\x1b(B" * 120), (b"hz", b"~{~}" * 200), (b"x-none", b"\xff\xfe\x80" * 250),
             (b"utf-16", b"\xd8\xd8" * 400), (b"punycode", b"a-" * 400), (b"idna", b"xn--" * 200)]  # fmt: skip
    head = b"Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: 8bit\n\n"
    return _parts(*(head % name + b"\n".join([row] * (size // len(row))) for name, row in kinds))


def html(body: bytes) -> bytes:
    rows = b"\n".join(body[at : at + LINE] for at in range(0, len(body), LINE))
    return b"Subject: html\nContent-Type: text/html; charset=utf-8\n\n" + rows + b"\n"


def html_of_20_mb(scale: float) -> bytes:
    return html(b"<p>hello <b>you</b> &amp; all</p>" * _times(600_000, scale))


def nested_tags(scale: float) -> bytes:
    return html(b"<div>" * _times(200_000, scale) + b"hello")


def nested_formats(scale: float) -> bytes:
    return html(b"<b><font size=1><i>" * _times(60_000, scale) + b"hello")


def a_million_cells(scale: float) -> bytes:
    return html(b"<table><tr>" + b"<td>x</td>" * _times(1_000_000, scale) + b"</table>")


def unclosed_html(scale: float) -> bytes:
    return html(b'<a href="' * _times(100_000, scale) + b"<!--" * _times(100_000, scale))


def a_big_file(scale: float) -> bytes:
    data = base64.encodebytes(bytes(range(256)) * _times(170_000, scale))
    return _parts(b"\nhello", b"Content-Type: video/mp4; name=a.mp4\nContent-Transfer-Encoding: base64\n\n" + data)


def two_hundred_mb(scale: float) -> bytes:
    return b"Subject: long\n\n" + (b"hello there " * 70 + b"\n") * _times(240_000, scale)


CATASTROPHES: dict[str, Callable[[float], bytes]] = {
    one.__name__.replace("_", " "): one
    for one in (
        nested_multiparts, nested_mails, many_headers, a_long_header, long_words_in_headers, bait_in_quotes, bait_in_the_subject, bait_in_addresses,
        a_million_recipients, a_zip_bomb, many_attachments, charset_bombs, html_of_20_mb, nested_tags, nested_formats, a_million_cells, unclosed_html,
        a_big_file, two_hundred_mb,
    )
}  # fmt: skip

"""Whatever comes: never an error, never a long wait. Times are CPU time; `bench/quality/bait.py` prints those for 1 MB."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopkeeper.channels.adapters.email.reading import Mail, html_to_text, read, sanitise, split_html, split_text
from shopkeeper.channels.adapters.email.reading.addresses import addresses
from shopkeeper.channels.adapters.email.reading.encoded import decoded_words, parameters
from shopkeeper.channels.adapters.email.reading.forwarded import forwarded

SIZE = 120_000
SEED = (
    b"From: Ana Ruiz <ana@kunde.example>\nTo: =?utf-8?q?L=C3=A4den?= <office@shop.example>\nSubject: Re: =?iso-8859-1?Q?K=FCche?=\nDate: Mon, 5 Oct 2020 12:30:00 +0200\n"
    b'Message-ID: <1@kunde.example>\nAuthentication-Results: mx; dkim=pass header.d=kunde.example\nContent-Type: multipart/mixed; boundary="b"\n\n'
    b"--b\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe \nOn Mon, Ana wrote:\n> a\n"
    b"--b\nContent-Type: message/rfc822\n\nFrom: x@y\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n\n"
    b"--b\nContent-Type: text/html\n\n<div class=gmail_quote><a href='x'>y</a></div>\n--b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+IgEA\n--b--\n"
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=600))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    assert isinstance(read(raw), Mail)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6)
)
def test_any_damage_leaves_a_mail(cuts: list[tuple[int, int, bytes]]) -> None:
    raw = SEED
    for place, length, put in cuts:
        raw = raw[:place] + put + raw[place + length :]
    assert isinstance(read(raw), Mail)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
def test_any_text_is_text(text: str) -> None:
    split_text(text)
    split_html(text)
    html_to_text(text)
    sanitise(text)
    forwarded(text, text[:20])
    addresses(text)
    parameters(text)
    decoded_words(text)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [
                "hello",
                "> old",
                ">> older",
                "",
                "On Mon, 5 Oct 2020, Ana <a@b.example> wrote:",
                "-- ",
                "Ana",
                "From: a@b.example",
                "Sent: Monday",
                "Subject: x",
                "____",
                "Regards,",
            ]
        ),
        max_size=12,
    )
)
def test_splitting_loses_no_line(lines: list[str]) -> None:
    split = split_text("\n".join(lines))
    kept = [
        line.strip() for part in (split.new, split.quoted, split.signature) for line in part.split("\n") if line.strip()
    ]
    assert sorted(kept) == sorted(line.strip() for line in lines if line.strip())


BAIT = ["a", ">", "> a\n", "\n", "\r", "\0", "<", "<a ", '<a href="', "<!--", "&", "&amp", "<div>", "<blockquote>", "<p>x", "<style>", "On Mon, 4 Apr 2012 at 3:59 PM, \n", "On a wrote:\n", "From: a@b\n",
        "Subject: x\n", "a@b:\n", "------\n", "____ a \n", "Regards,\n", "wrote: ", "@ wrote <a@b.c>\n", " ", "-", "=?utf-8?q?a", '"', '\\"', "(", "<a@b", "; a=\"", "begin 644 a\n", "--b\n", "550 ", "<a@b>: ", "1 ", "Sent from my ",
        "\xa0", "\xb0a", "Re: ", "is out of office ", "x wrote:\n", "________\nFrom: a@b Date: ", "\x1b$B", "адрес "]  # fmt: skip


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("bait", BAIT)
def test_bait_is_read_in_linear_time(bait: str) -> None:
    text = (bait * (SIZE // len(bait) + 1))[:SIZE]
    limit = 0.4  # far over what is needed, far under what anything quadratic would take
    assert spent(lambda: split_text(text)) < limit
    assert spent(lambda: split_html(text)) < limit
    assert spent(lambda: forwarded(text, "Fwd: x")) < limit
    assert spent(lambda: addresses(text)) < limit
    assert spent(lambda: sanitise(text)) < 2 * limit
    raw = text.encode()
    assert spent(lambda: read(b"From: MAILER-DAEMON@x\nSubject: failure notice\n\n" + raw)) < 2 * limit
    assert (
        spent(lambda: read(b"Content-Type: text/html\nFrom: " + raw.replace(b"\n", b"\n ") + b"\n\n" + raw)) < 2 * limit
    )
    assert spent(lambda: read(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + raw)) < 2 * limit


@pytest.mark.parametrize(
    "raw",
    [
        b"X: y\n" * 200_000,
        b"Content-Type: message/rfc822\n\n" * 30_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 20_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 140_000,
        b"From: " + b"a@b, " * 200_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 70_000,
        b"References: " + b"<a@b> " * 160_000,
        b"Content-Type: text/plain" + b"; a*1*=x" * 120_000,
    ],
    ids=["headers", "messages", "same boundary", "parts", "addresses", "words", "references", "parameters"],
)
def test_floods(raw: bytes) -> None:
    assert spent(lambda: read(raw)) < 1.2


def test_a_page_longer_than_anybody_reads_is_a_file_too() -> None:
    page = b"<p>hello <b>you</b></p>" * 300_000
    found: list[Mail] = []
    assert spent(lambda: found.append(read(b"Content-Type: text/html\n\n" + page))) < 2
    assert found[0].text.startswith("hello you")
    assert [(one.name, one.data) for one in found[0].attachments] == [("whole page.html", page)]


def test_a_piece_of_a_mail_that_was_cut_says_so() -> None:
    raw = b"Content-Type: message/partial; number=2; total=3; id=x\n\nthe middle of it"
    found = read(raw)
    assert [one.data for one in found.attachments] == [b"the middle of it"]
    assert any("cut in pieces" in one for one in found.problems)

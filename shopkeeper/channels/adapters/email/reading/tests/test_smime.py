"""Opaquely signed mails: their words are read, the envelope stays a file, and nothing in it can do harm."""

import base64
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from shopkeeper.channels.adapters.email.reading import Mail, read
from shopkeeper.channels.adapters.email.reading.smime import signed_content

INNER = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße aus Köln\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\npdf\r\n--b--\r\n".encode()
SIGNED, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def signed(content: bytes) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ana")]), datetime.now(UTC)
    draft = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(draft.sign(key, hashes.SHA256()), key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def mail(envelope: bytes) -> Mail:
    head = b"From: ana@kunde.example\nSubject: Order\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
    return read(head + base64.encodebytes(envelope))


def test_a_signed_mail_is_read_and_its_envelope_kept() -> None:
    envelope = signed(INNER)
    found = mail(envelope)
    assert found.text == "Grüße aus Köln"
    assert [(one.name, one.data) for one in found.attachments] == [("a.pdf", b"pdf"), ("smime.p7m", envelope)]


def test_lengths_that_are_only_marked_at_their_end() -> None:
    octets = (
        b"\x24\x80"
        + b"".join(b"\x04" + bytes([len(INNER[at : at + 50])]) + INNER[at : at + 50] for at in range(0, len(INNER), 50))
        + b"\0\0"
    )
    content = b"\x30\x80" + DATA + b"\xa0\x80" + octets + b"\0\0\0\0"
    envelope = b"\x30\x80" + SIGNED + b"\xa0\x80\x30\x80" + b"\x02\x01\x01" + b"\x31\x00" + content + b"\0\0\0\0\0\0"
    assert signed_content(envelope) == INNER
    assert mail(envelope).text == "Grüße aus Köln"


def test_what_is_encrypted_stays_a_file_and_says_so() -> None:
    found = mail(bytes.fromhex("308006092a864886f70d010703a0800000"))
    assert found.text == ""
    assert [one.name for one in found.attachments] == ["smime.p7m"]
    assert any("encrypted" in one for one in found.problems)


def test_envelopes_in_envelopes_end() -> None:
    inner = INNER
    for _ in range(5):
        inner = (
            b"Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(signed(inner))
        )
    assert isinstance(read(inner), Mail)


ENVELOPE = signed(INNER)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.binary(max_size=4)), max_size=5), st.integers(0, len(ENVELOPE)))
def test_any_damage_is_survived(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = ENVELOPE
    for place, put in changes:
        data = data[:place] + put + data[place + len(put) :]
    signed_content(data[:cut])
    signed_content(data)

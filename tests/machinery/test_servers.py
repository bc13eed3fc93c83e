"""The servers that other tests stand on do what they promise."""

import imaplib
import smtplib
import time
import uuid
from collections.abc import Callable
from email.message import EmailMessage

import psycopg
import pytest
from imapclient import IMAPClient

from tests.servers import MailServer, MailStore, Postgres

pytestmark = pytest.mark.servers
SOON = 10.0


def letter(to: str, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ana@example.org", to, subject
    message["Message-ID"] = f"<{uuid.uuid4()}@example.org>"
    message.set_content("Where is my parcel?\n")
    return message


def someone() -> str:
    return f"desk-{uuid.uuid4().hex[:8]}@shop.test"


def signed_in(store: MailStore, user: str) -> IMAPClient:
    client = IMAPClient(store.host, store.imap_port, ssl=False)
    client.login(user, store.password)
    client.select_folder("INBOX")
    return client


def send(server: MailServer, message: EmailMessage) -> None:
    with smtplib.SMTP(server.host, server.port) as smtp:
        smtp.send_message(message)


def eventually(look: Callable[[], list[int]]) -> list[int]:
    deadline = time.monotonic() + SOON
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_mail_sent_by_smtp_is_read_by_imap(dovecot: MailStore, postfix: MailServer) -> None:
    user = someone()
    with signed_in(dovecot, user) as imap:
        send(postfix, letter(user, "parcel"))
        found = eventually(lambda: imap.noop() and imap.search(["SUBJECT", "parcel"]))
        body = imap.fetch(found, ["RFC822"])[found[0]][b"RFC822"]
    assert b"Where is my parcel?" in body


def test_idle_pushes_new_mail(dovecot: MailStore, postfix: MailServer) -> None:
    user = someone()
    with signed_in(dovecot, user) as imap:
        imap.idle()
        send(postfix, letter(user, "pushed"))
        answers = imap.idle_check(timeout=SOON)
        imap.idle_done()
    assert any(answer[1] == b"EXISTS" for answer in answers)


def test_a_wrong_password_is_refused(dovecot: MailStore) -> None:
    with imaplib.IMAP4(dovecot.host, dovecot.imap_port) as imap, pytest.raises(imaplib.IMAP4.error):
        imap.login("ana@shop.test", "guess")


def test_mail_is_relayed_nowhere(postfix: MailServer) -> None:
    with smtplib.SMTP(postfix.host, postfix.port) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp.send_message(letter("somebody@elsewhere.invalid", "out"))


def test_a_sender_may_sign_in(dovecot: MailStore, postfix: MailServer) -> None:
    with smtplib.SMTP(postfix.host, postfix.port) as smtp:
        smtp.ehlo()
        assert smtp.login("desk@shop.test", dovecot.password)[0] == 235


def test_a_sender_with_a_wrong_password_is_refused(postfix: MailServer) -> None:
    with smtplib.SMTP(postfix.host, postfix.port) as smtp, pytest.raises(smtplib.SMTPAuthenticationError):
        smtp.login("desk@shop.test", "guess")


def test_mail_to_nobody_comes_back_as_a_bounce(dovecot: MailStore, postfix: MailServer) -> None:
    user = someone()
    message = letter("missing-person@example.org", "lost")
    message.replace_header("From", user)
    with signed_in(dovecot, user) as imap:
        send(postfix, message)
        found = eventually(lambda: imap.noop() and imap.search(["FROM", "MAILER-DAEMON"]))
        report = imap.fetch(found, ["RFC822"])[found[0]][b"RFC822"]
    assert b"multipart/report" in report
    assert b"Status: 5." in report


def test_a_database_is_copied_from_a_template(postgres: Postgres) -> None:
    def prepare(url: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE shelf (name text)")

    url = postgres.create_database(postgres.template(f"shelf_{uuid.uuid4().hex[:8]}", prepare))
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM shelf").fetchone() == (0,)
    postgres.drop_database(url)


def test_nats_answers(nats: str) -> None:
    assert nats.startswith("nats://127.0.0.1:")

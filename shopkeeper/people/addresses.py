"""Addresses brought to the one form in which they are compared."""

from __future__ import annotations

import re

import idna

from shopkeeper.people.errors import NotAnAddress
from shopkeeper.people.model import HandleKind

LONGEST = 320
REGION = "DE"
"""The country a phone number without a country code is read in, until the shop says otherwise."""

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\Z")


def normal(kind: HandleKind, value: str, region: str | None = None) -> str:
    """The compared form: mail addresses in lower case with the domain in ASCII, phone numbers as E.164.

    Raises NotAnAddress, which says what to check. Dots and plus signs in mail addresses stay: two people may use both.
    """
    words = value.replace("\x00", "").strip()
    if not words:
        raise NotAnAddress("The address is empty. Write one.", fields={"value": "empty"})
    if len(words) > LONGEST:
        raise NotAnAddress(f"An address has at most {LONGEST} characters.", fields={"value": "too long"})
    if kind is HandleKind.email:
        return _email(words)
    if kind is HandleKind.phone:
        return _phone(words, region or REGION)
    return words


def _email(words: str) -> str:
    words = words.removeprefix("mailto:")
    if not _EMAIL.match(words):
        raise NotAnAddress(
            f"“{words}” is not a mail address. It reads like name@example.org.", fields={"value": "email"}
        )
    local, _, domain = words.rpartition("@")
    return f"{local.lower()}@{_ascii(domain.lower().rstrip('.'))}"


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return domain


def _phone(words: str, region: str) -> str:
    # Loading the tables of all countries takes a while; most processes never meet a phone number.
    import phonenumbers

    try:
        number = phonenumbers.parse(words, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        advice = f"“{words}” is not a phone number. Write it with its country code, like +49 30 1234567."
        raise NotAnAddress(advice, fields={"value": "phone"})
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

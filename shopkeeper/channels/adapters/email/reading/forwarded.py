"""Who really wrote a forwarded mail: the head that mail programs copy into the text, in many languages."""

import re
from collections.abc import Sequence

from . import phrases
from .attributions import Divider, bare, divider, header_lines, label, unglued
from .model import Address, Forwarded

MOST_ABOVE = 800
_PREFIX = re.compile(
    r"^\s*\[?([^\s:：\]\[]{1,20}|res: enc)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]\]?\s*", re.IGNORECASE
)
_FORWARDS = frozenset(phrases.terms(phrases.FORWARD_PREFIXES))
_REPLIES = frozenset(phrases.terms(phrases.REPLY_PREFIXES))
_MAILTO = re.compile(r"\s?<mailto:[^<>]{0,320}>|\s?\[mailto:([^\[\]]{0,320})\]", re.IGNORECASE)
_ANGLE = re.compile(r"<\s?([^<>\s@]{1,100}@[^<>\s]{1,255})\s?>")
_BARE = re.compile(r"[^\s<>,;:\"'()\[\]]{1,100}@[^\s<>,;:\"'()\[\]@]{1,255}")
_BEHALF = re.compile(
    r"\s(?:on behalf of|im auftrag von|de la part de|en nombre de|per conto di|namens)\s.*$", re.IGNORECASE | re.DOTALL
)
_QUOTES = "\"'“”„«»‚‘’*_ \t"
_WHEN = re.compile(r"(?:\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|\d{1,2}[:.]\d{2})[^<>\"]{0,40}")


def prefix(subject: str) -> str:
    """ "forward", "reply" or "": what the subject's first prefix says. `vs` and `i` mean different things in two languages: forward wins."""
    found = _PREFIX.match(subject[:200])
    words = found[1].lower().rstrip(".") if found else ""
    if words in _FORWARDED_ALONE or words in _FORWARDS:
        return "forward"
    return "reply" if words in _REPLIES else ""


_FORWARDED_ALONE = {"fw", "fwd", "res: enc"}


def without_prefix(subject: str) -> str:
    """The subject without its first prefix."""
    found = _PREFIX.match(subject[:200])
    known = found is not None and prefix(subject) != ""
    return subject[found.end() :].strip() if found is not None and known else subject.strip()


def forwarded(text: str, subject: str | None, answers: bool = False) -> Forwarded | None:
    """The mail that was passed on in `text`, or None. `subject` None: unknown; `answers`: the mail names one it replies to."""
    lines = unglued(text.replace("\r\n", "\n").replace("\xa0", " ").removeprefix("\ufeff").split("\n"))
    means = prefix(subject) if subject is not None else ""
    found = _divider(lines, means, subject is None, answers)
    return None if found is None else _read(lines, found, subject or "")


def _divider(lines: Sequence[str], means: str, unknown: bool, answers: bool) -> Divider | None:
    allowed = {"forwarded"}
    if means == "forward":
        allowed |= {"block", "ruled", "original", "wrote"}
    elif unknown or (means == "" and not answers):
        allowed |= {"ruled", "original"}
    for place, line in enumerate(lines[:MOST_ABOVE]):
        if not line.strip():
            continue
        found = divider(lines, place)
        if found is not None:
            return found if found.kind in allowed or _wrapped(lines, found, allowed) else None
    return None


def _wrapped(lines: Sequence[str], found: Divider, allowed: set[str]) -> bool:
    return found.kind == "original" and bare(lines[found.at]).lower().startswith("forwarded") and "forwarded" in allowed


def _read(lines: Sequence[str], found: Divider, subject: str) -> Forwarded:
    message = "\n".join(lines[: found.at]).strip()
    if found.kind == "wrote":
        return _from_attribution(lines, found, subject, message)
    start = found.to if found.kind in {"forwarded", "original"} else found.at
    start = _skip_blank(lines, start, found.kind == "ruled")
    end, _ = header_lines(lines, start)
    fields = _fields(lines[start:end])
    return Forwarded(
        sender=next(iter(people(fields.get("from", ""))), None),
        to=people(fields.get("to", "")),
        cc=people(fields.get("cc", "")),
        reply_to=people(fields.get("reply_to", "")),
        subject=fields.get("subject") or without_prefix(subject) or None,
        date=fields.get("date") or None,
        body=_body(lines[end:], lines[start : start + 1]),
        message=message,
    )


def _skip_blank(lines: Sequence[str], start: int, ruled: bool) -> int:
    place = start + 1 if ruled else start
    while place < len(lines) and not bare(lines[place]) and place < start + 5:
        place += 1
    return place


def _fields(lines: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    last = ""
    for line in lines:
        found = label(line)
        if found is None:
            if last:
                fields[last] = f"{fields[last]} {bare(line)}".strip()
        elif found[0] in fields:
            last = ""
        else:
            last = found[0]
            fields[last] = found[1]
    return {kind: value.strip(" *") if kind != "subject" else value.strip() for kind, value in fields.items()}


def _body(lines: Sequence[str], head: Sequence[str] = ()) -> str:
    """The passed-on words; where their head was quoted (or all of them are) one level of `>` goes."""
    words = [line for line in lines if line.strip()]
    if words and (
        all(line.startswith(">") for line in words) or (words[0].startswith(">") and head and head[0].startswith(">"))
    ):
        lines = [line[1:].removeprefix(" ") if line.startswith(">") else line for line in lines]
        words = [line for line in lines if line.strip()]
    indented = bool(words) and all(line.startswith("    ") for line in words)
    return "\n".join(line[4:] if indented else line for line in lines).strip()


def _from_attribution(lines: Sequence[str], found: Divider, subject: str, message: str) -> Forwarded:
    text = " ".join(bare(line) for line in lines[found.at : found.to])
    when = _WHEN.search(text)
    return Forwarded(
        sender=_writer(text),
        subject=without_prefix(subject) or None,
        date=when[0].strip(" ,:") if when else None,
        body=_body(lines[found.to :]),
        message=message,
    )


def _writer(text: str) -> Address | None:
    email = _ANGLE.search(text) or _BARE.search(text)
    if email is None:
        return None
    before = text[: email.start()]
    quoted = re.search(r"[\"“„«]\s?([^\"“”„«»]{1,100}?)\s?[\"”“»]\s?\(?$", before)
    if quoted:
        return Address(name=quoted[1].strip(), email=email[email.lastindex or 0])
    name = re.split(r"\d[\d:.,]*\s?(?:Uhr|h|MEZ|UTC\S*|GMT\S*|[AP]M)?[,\s]+", before)[-1]
    return Address(name=_without_verb(name), email=email[email.lastindex or 0])


def _without_verb(name: str) -> str:
    words = name.strip(_QUOTES + ",(<").split()
    verbs = set(phrases.terms(phrases.WROTE)) | {
        "пользователь",
        "użytkownik",
        "het",
        "heeft",
        "keltezéssel",
        "uživatel",
        "používateľ",
        "ο",
        "χρήστης",
    }
    while words and words[0].strip(",:").lower() in verbs | {"hat", "ha", "a", "от", "von", "от:"}:
        words.pop(0)
    return " ".join(words).strip(_QUOTES + ",(")


def people(value: str) -> tuple[Address, ...]:
    """The people in a copied header line, however they were typed: commas inside names, doubled addresses, names alone."""
    value = _MAILTO.sub(lambda found: f" <{found[1]}>" if found[1] else "", _BEHALF.sub("", value[:20_000]))
    value = re.sub(r"<([^<>\s]{1,320})<", r"<\1", value)
    out: list[Address] = []
    position = 0
    for found in _ANGLE.finditer(value):
        out.extend(_with_bare(value[position : found.start()], found[1]))
        position = found.end()
    rest = value[position:].strip(" ,;>")
    out.extend(Address(email=one) for one in _BARE.findall(rest))
    if not out and rest.strip(_QUOTES):
        out = [Address(name=name) for piece in rest.split(";") if (name := _name(piece, ""))]
    return tuple(out[:200])


def _with_bare(text: str, email: str) -> list[Address]:
    """`text` stands before an address in angle brackets: its name, and perhaps bare addresses that stood alone before it."""
    pieces = re.split(r"[,;]\s*", text.strip(" ,;>"))
    alone = []
    while len(pieces) > 1 and _BARE.fullmatch(pieces[0].strip(_QUOTES)):
        alone.append(Address(email=pieces.pop(0).strip(_QUOTES)))
    name = text.strip(" ,;>") if not alone else ", ".join(pieces)
    if ";" in name:
        name = name.rsplit(";", 1)[1]
    return [*alone, Address(name=_name(name, email), email=email)]


def _name(text: str, email: str) -> str:
    name = text.strip(_QUOTES + ",;")
    return "" if name.lower() == email.lower() or _BARE.fullmatch(name) else name

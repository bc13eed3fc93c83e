"""Why a mail did not arrive, in one word of the table in `bounce_words`.

An address is called dead only on good evidence: an enhanced code that says so, a refusal at RCPT TO, or a mail system speaking of its own
users. "User unknown" after the whole mail was seen (DATA) is as often a filter's way to say no, and at MAIL FROM it means the sender.
"""

import re

from .bounce_words import BY_CODE, PHRASES
from .status_report import TOLD, Said

_AT_DATA = re.compile(
    r"in reply to (?:the )?(?:end of )?DATA|after (?:end of )?data|end of DATA|(?:>>>|<<<|SMTP:) ?DATA|after sending (?:the )?(?:message )?(?:body|data)|"
    r"DATA (?:command|response)",
    re.IGNORECASE,
)
_AT_RCPT = re.compile(r"\bRCPT\b|does not like recipient|rejected? (?:the )?recipient|RcptTo")
_AT_MAIL = re.compile(
    r"in reply to (?:the )?MAIL FROM|after (?:pipelined )?MAIL FROM|>>> MAIL F|MAIL FROM:? ?(?:command|response)|does not like (?:my |our )?(?:name|sender)|"
    r"name was rejected|sender was rejected|response to MAIL",
    re.IGNORECASE,
)
_OF_SENDER = re.compile(
    r"domain of sender|sender(?:'s)? (?:address|domain|email)|envelope.?sender|from address|your (?:address|domain)|bad sender|address is not verified",
    re.IGNORECASE,
)
# What only means "nobody here", whenever it is said: Yahoo's servers look at the recipient after DATA and say "dd" where there is none;
# Exchange Online's edge blocks by directory, and documents 5.4.1 with these words as an address that does not exist.
_NOBODY = re.compile(r"delivery error: dd\b|5\.4\.1 recipient address rejected: access denied", re.IGNORECASE)
_REPLIED = re.compile(r"(?<![\d.])5[0-5][0-9](?![\d.])")
# codes that far sides set with care beat words, but for the words in _LOUD
_CAREFUL = {
    "userunknown",
    "hostunknown",
    "mailboxfull",
    "hasmoved",
    "mesgtoobig",
    "exceedlimit",
    "authfailure",
    "requireptr",
    "notaccept",
}
_LOUD = {
    "mailboxfull",
    "norelaying",
    "authfailure",
    "spamdetected",
    "mesgtoobig",
    "suspend",
    "hasmoved",
    "notaccept",
    "virusdetected",
}


LONGEST = 2_500
_STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,2}\.\d{1,3})(?![\d.])")


def status_in(text: str) -> str:
    """The first enhanced status code (RFC 3463) in a text, or ""."""
    found = _STATUS.search(text[:8000])
    return found[1] if found else ""


def telling_status(said: Said) -> str:
    """The report's code, or the far side's own where the report's is only "failed" (5.0.0, 5.5.0)."""
    if said.status[2:] in {"", "0.0", "5.0"}:
        own = status_in(said.diagnostic)
        return own if own and (not said.status or own[0] == said.status[0]) else said.status
    return said.status


def reason_of(said: Said) -> str:
    """One word for it; "undefined" where nobody can tell."""
    if said.action == "feedback":
        return "feedback"
    if said.action in {"delivered", "expanded", "relayed"} or said.status.startswith("2."):
        return "delivered"
    own = said.diagnostic
    by_words = by_phrase(own)
    if by_words == "undefined":
        own = said.words
        by_words = by_phrase(own)
    found = _evident(_weighed(by_words, _code(said)), said, own)
    return "expired" if said.action == "delayed" and found in {"undefined", "onhold", "userunknown"} else found


def by_phrase(text: str) -> str:
    """The first reason whose phrases stand in the text."""
    text = " ".join(text[:LONGEST].lower().split())
    return next((reason for reason, pattern in PHRASES if pattern.search(text)), "undefined")


def by_code(said: Said) -> str:
    """The reason by its code alone."""
    if said.action in {"delivered", "expanded", "relayed"} or said.status.startswith("2."):
        return "delivered"
    return _code(said) or "undefined"


def _code(said: Said) -> str:
    status = telling_status(said)
    return BY_CODE.get(status[2:], "") if status[:2] in {"4.", "5."} else ""


def _weighed(by_words: str, by_code: str) -> str:
    if by_words in _LOUD or not by_code:
        return by_words
    if by_code in _CAREFUL:
        return by_code
    return by_code if by_words == "undefined" else by_words


def _evident(reason: str, said: Said, own: str) -> str:
    """Doubt about dead addresses: who was refused, and when?"""
    if reason not in {"userunknown", "hostunknown"}:
        return reason
    about = f"{own}\n{said.words}"[:12_000]
    if _OF_SENDER.search(own) or (_AT_MAIL.search(about) and not _AT_RCPT.search(about)):
        return "rejected"
    if reason == "hostunknown":
        return "networkerror" if "not found, try again" in " ".join(about.lower().split()) else reason
    return reason if _certain(said, about) else "filtered"


def _certain(said: Said, about: str) -> bool:
    if telling_status(said) in {"5.1.0", "5.1.1", "5.1.3", "5.1.9", "5.1.10"} or _NOBODY.search(about):
        return True
    if _AT_DATA.search(about):
        return False
    # a far side that repeats the address in its refusal speaks of that address
    named = bool(said.email) and said.action != TOLD and said.email.lower() in said.diagnostic.lower()
    return named or bool(_AT_RCPT.search(about)) or not _REPLIED.search(about)

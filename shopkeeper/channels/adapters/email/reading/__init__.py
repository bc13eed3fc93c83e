"""Reading mail: bytes in, a `Mail` out.

This is where a raw mail becomes something to work with: who wrote it, when, what is new in it and what is only quoted, which files came
along, who really wrote a forwarded mail, whether a machine sent it, and whether it is a report that a mail of ours did not arrive. Nothing
here looks anything up or changes anything; a broken mail is read as far as it goes, and what nobody understands is kept as a file.
"""

from .html_text import html_to_text
from .model import (
    Address,
    Attachment,
    Authentication,
    AuthResult,
    Automatic,
    AutomaticKind,
    Bounce,
    BounceClass,
    BouncedRecipient,
    Forwarded,
    ListHeaders,
    Mail,
)
from .quoting import Split, split_html, split_text
from .reading import read
from .sanitising import sanitise

__all__ = [
    "Address",
    "Attachment",
    "AuthResult",
    "Authentication",
    "Automatic",
    "AutomaticKind",
    "Bounce",
    "BounceClass",
    "BouncedRecipient",
    "Forwarded",
    "ListHeaders",
    "Mail",
    "Split",
    "html_to_text",
    "read",
    "sanitise",
    "split_html",
    "split_text",
]

"""Bait for mail readers, 1 MB each: CPU seconds of the slowest (aim: linear, 0.3 s for a text function, 2 s for a whole mail)."""

import time
from collections.abc import Callable

from reading_sets import finish

from shopkeeper.channels.adapters.email.reading import charsets, html_to_text, read, sanitise, split_html, split_text
from shopkeeper.channels.adapters.email.reading.addresses import addresses
from shopkeeper.channels.adapters.email.reading.forwarded import forwarded

SIZE = 1_000_000
PIECES = (
    "a", ">", "> a\n", "\n", "\r", "\0", "<", "<a ", '<a href="', "<!--", "&", "&amp", "<div>", "<blockquote>", "<p>x", "<style>", "<p><font size=1>",
    "On Mon, 4 Apr 2012 at 3:59 PM, \n", "On a wrote:\n", "From: a@b\n", "Subject: x\n", "a@b:\n", "------\n", "____ a \n", "Regards,\n", "wrote: ",
    "@ wrote <a@b.c>\n", " ", "-", "=?utf-8?q?a", '"', '\\"', "(", "<a@b", '; a="', "begin 644 a\n", "--b\n", "550 ", "<a@b>: ", "1 ", "Sent from my ",
    "mailbox ", "exceeds ", "delivery ", "address ", "quota ", "your ip ", "user ", "=\n", "--", "begin 644 a\nend\n",
    "Re: ", "is out of office ", "auto: ", "\u7684", "bo\u00eete ", "\u0430\u0434\u0440\u0435\u0441 ", "brevl\u00e5da ", "//groups.google.com/", "\x1b$B", "\xff", "\xe4\xb3", "x wrote:\n",
    "________\nFrom: a@b Date: ", "-------- Original Message --------\nOn a wrote:\n", "Date: Sent: ", "+AGE-",
)  # fmt: skip
WORK: dict[str, Callable[[str], object]] = {
    "split_text": split_text,
    "split_html": split_html,
    "html_to_text": html_to_text,
    "sanitise": sanitise,
    "addresses": addresses,
    "forwarded": lambda text: forwarded(text, "Fwd: x"),
    "guess": lambda text: charsets.decode(text.encode("latin-1", "replace") + b"\xe9 ", None),
    "read subject": lambda text: read(b"From: a@b\nSubject: " + text.encode().replace(b"\n", b"\n ") + b"\n\nx"),
    "read text": lambda text: read(
        b"From: MAILER-DAEMON@x\nSubject: failure notice\nReturn-Path: <>\n\n" + text.encode()
    ),
    "read html": lambda text: read(
        b"Content-Type: text/html\nFrom: " + text.replace("\n", "\n ").encode() + b"\n\n" + text.encode()
    ),
    "read parts": lambda text: read(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + text.encode()),
}


def spent(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def main() -> None:
    slowest = dict.fromkeys(WORK, (0.0, ""))
    for piece in PIECES:
        text = (piece * (SIZE // len(piece) + 1))[:SIZE]
        for name, work in WORK.items():
            slowest[name] = max(slowest[name], (round(spent(work, text), 3), piece))
        print("bait:", repr(piece), flush=True)
    finish({"cpu_seconds": {name: {"worst": seconds, "bait": piece} for name, (seconds, piece) in slowest.items()}})


if __name__ == "__main__":
    main()

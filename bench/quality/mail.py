"""Every mail of the sets read: 0 crashes, 0 hangs over 2 s, 0 attachments lost, and the parts of mime_trees as expected.

An attachment counts as lost where a file that the expectation or the standard library finds is in neither the attachments nor the words.
"""

import json
import re
import time
import traceback
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from reading_sets import data_folder, finish, mails, progress, ratio

from shopkeeper.channels.adapters.email.reading import Mail, read
from shopkeeper.channels.adapters.email.reading.bodies import every
from shopkeeper.channels.adapters.email.reading.charsets import decode
from shopkeeper.channels.adapters.email.reading.parts import parse

LONGEST = 2.0
FOLDERS = ("mime_trees", "mime_odd", "real_mail", "bounces")


def letters(data: bytes) -> bytes:
    return b"".join(data.split())


def files_seen(message: Message) -> list[bytes]:
    """The files that the standard library finds at the top of a mail (not those inside attached mails)."""
    if message.get_content_type().startswith("message/"):
        return []
    if message.is_multipart():
        return [one for part in message.get_payload() if isinstance(part, Message) for one in files_seen(part)]
    named = message.get_filename() or message.get_content_disposition() == "attachment"
    data = message.get_payload(decode=True) if named else None
    return [data] if isinstance(data, bytes) and data.strip() else []


def lost(raw: bytes, mail: Mail) -> int:
    try:
        wanted = files_seen(message_from_bytes(raw))
    except (ValueError, LookupError, TypeError, AttributeError):
        return 0
    have = [letters(one.data) for one in mail.attachments]
    words = letters(mail.text.encode("utf-8", "replace"))
    return sum(
        not any(letters(one)[:200] in held or held[:200] in letters(one) for held in have)
        and letters(one)[:40] not in words
        for one in wanted
    )


def read_all(folder: Path) -> dict[str, Any]:
    paths = sorted(path for name in FOLDERS for path in (folder / name).rglob("*") if path.is_file())
    counts = {"mails": 0, "crashes": 0, "hangs": 0, "attachments": 0, "attachments_lost": 0}
    slowest = 0.0
    for done, path in enumerate(paths, 1):
        for raw in mails(path):
            counts["mails"] += 1
            began = time.perf_counter()
            try:
                mail = read(raw)
            except Exception:  # noqa: BLE001  a crash is what this program counts
                counts["crashes"] += 1
                traceback.print_exc()
                continue
            slowest = max(slowest, time.perf_counter() - began)
            counts["hangs"] += time.perf_counter() - began > LONGEST
            counts["attachments"] += len(mail.attachments)
            missing = lost(raw, mail)
            counts["attachments_lost"] += missing
            if missing:
                print("attachment lost:", path.name)
        progress(done, len(paths), "files")
    return counts | {"slowest_seconds": round(slowest, 3)}


def leaves(tree: dict[str, Any]) -> list[Any]:
    out: list[Any] = []
    for part in tree["parts"]:
        kind, value = next(iter(part["body"].items()))
        if kind == "Message":
            out.extend(leaves(value))
        elif kind != "Multipart":
            out.append(value)
    return out


def comparable(value: Any) -> bytes:
    data = value.encode("utf-8", "replace") if isinstance(value, str) else bytes(value)
    return re.sub(rb"\s+", b"", data)


def agrees(want: bytes, got: bytes) -> bool:
    """The same, or the same with letters where the expectation has U+FFFD."""
    if want == got:
        return True
    if b"\xef\xbf\xbd" in want and (pieces := want.split(b"\xef\xbf\xbd")):
        return bool(re.fullmatch(b".{1,4}?".join(re.escape(piece) for piece in pieces), got, re.DOTALL))
    return False


def parts_of(raw: bytes) -> list[bytes]:
    out = []
    for part in every(parse(raw)):
        if part.children or part.message is not None:
            continue
        data = part.data()
        words = part.content_type.startswith("text/")
        out.append(comparable(decode(data, part.parameters.get("charset"))[0] if words else data))
    return out


def trees(folder: Path) -> dict[str, Any]:
    checked = right = parts = parts_found = 0
    for path in sorted((folder / "mime_trees").rglob("*.json")):
        source = path.with_name(path.name.split(".")[0] + ".eml")
        if not source.exists():
            continue
        raw = source.read_bytes()
        if ".crlf." in path.name:
            raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        want = [comparable(one) for one in leaves(json.loads(path.read_text(encoding="utf-8")))]
        got = parts_of(raw)
        checked += 1
        same = len(want) == len(got) and all(agrees(one, other) for one, other in zip(want, got, strict=True))
        right += same
        parts += len(want)
        left = list(got)
        for one in want:
            if (fitting := next((other for other in left if agrees(one, other)), None)) is not None:
                left.remove(fitting)
                parts_found += 1
        if not same:
            print("other parts than expected:", path.parent.name, path.name)
    return {"trees": checked, "trees_matched": ratio(right, checked), "parts_matched": ratio(parts_found, parts)}


def main() -> None:
    folder = data_folder(__doc__ or "")
    finish(read_all(folder) | trees(folder))


if __name__ == "__main__":
    main()

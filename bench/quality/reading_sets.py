"""What the mail-reading programs share: the folder, the normalising, the last line of JSON."""

import argparse
import json
import mailbox
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def data_folder(about: str) -> Path:
    """The folder given with --data (laid out like the project's development sets), its `email` part."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="the folder that holds email/")
    folder: Path = parser.parse_args().data
    email = folder / "email" if (folder / "email").is_dir() else folder
    if not email.is_dir():
        parser.error(f"{folder} is no folder with data in it: give the one that holds email/")
    return email


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a .jsonl or .json file."""
    text = path.read_text(encoding="utf-8")
    found = (
        [json.loads(line) for line in text.splitlines() if line.strip()]
        if path.suffix == ".jsonl"
        else json.loads(text)
    )
    return list(found)


def mails_below(folder: Path) -> Iterator[bytes]:
    """Every mail of a folder and the folders in it, in the order of their names."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield from mails(path)


def mails(path: Path) -> list[bytes]:
    """The mails of a file: an mbox holds several, lists of expectations none."""
    data = path.read_bytes()
    if path.suffix in {".json", ".jsonl"} or path.name in {"COPYING", "NOTICE"}:
        return []
    if "mbox" in path.name and data.startswith(b"From "):
        box = mailbox.mbox(path, create=False)
        return [bytes(box.get_bytes(key)) for key in box.keys()]  # noqa: SIM118
    return [data]


def progress(done: int, total: int, what: str) -> None:
    if done == total or done % max(1, total // 10) == 0:
        print(f"{what}: {done}/{total}", flush=True)


def finish(result: dict[str, Any]) -> None:
    """The last line: one JSON object."""
    print(json.dumps(result, ensure_ascii=False, sort_keys=True))


def ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0

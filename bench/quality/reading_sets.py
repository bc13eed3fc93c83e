"""What the mail-reading programs share: the folder, the normalising, the last line of JSON."""

import argparse
import json
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


def progress(done: int, total: int, what: str) -> None:
    if done == total or done % max(1, total // 10) == 0:
        print(f"{what}: {done}/{total}", flush=True)


def finish(result: dict[str, Any]) -> None:
    """The last line: one JSON object."""
    print(json.dumps(result, ensure_ascii=False, sort_keys=True))


def ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0

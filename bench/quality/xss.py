"""Payloads of cross-site scripting in every place a stranger's words can stand, looked at in Chromium: 0 may run.

    python bench/quality/xss.py --data FOLDER [--most N] [--talks N]   # FOLDER/security/xss*.json: lists of payloads

Each payload is the HTML, text, subject, sender's name and file's name of a mail, and of some also the words, name and page of a
chat visitor and what colleagues write (notes, tags, tasks, saved replies, topics, teams, people, brand). Looked at: every
original HTML as a page of its own, and `--talks` conversations, the lists, search, settings and the widget. A hit is a
script that ran, something left in the page that could run, or a request to any other server. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402
from tests.security import hunting  # noqa: E402

AT_THE_DESK = 300


def payloads(folder: Path, most: int) -> list[str]:
    place = folder / "security" if (folder / "security").is_dir() else folder
    found: list[str] = []
    for path in sorted(place.glob("xss*.json")):
        found += [one for one in json.loads(path.read_text(encoding="utf-8")) if isinstance(one, str) and one.strip()]
    found = list(dict.fromkeys(found))
    if len(found) > most:
        # Which ones is the same on every run.
        found = random.Random(7).sample(found, most)
    return found


async def hunted(words: list[str], talks: int, folder: Path) -> tuple[hunting.Hunt, int]:
    async with hunting.trap(folder) as (shop, port), chromium() as browser:
        hunt = hunting.Hunt(own=shop.desk.url + shop.shop)
        print(f"putting {len(words)} payloads into mails and chats", flush=True)
        await hunting.post_mails(port, words)
        tokens = await hunting.say_in_chats(shop, words)
        await hunting.all_arrived(shop, len(words))
        await hunting.write_at_the_desk(shop, words[:AT_THE_DESK])
        print("looking at every document", flush=True)
        documents = await hunting.look_at_documents(browser, shop, hunt)
        print(f"{documents} documents; now the desk and the widget", flush=True)
        await hunting.look_everywhere(browser, shop, hunt, tokens, talks)
        return hunt, documents


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--talks", type=int, default=60)
    given = parser.parse_args()
    words, began = payloads(given.data, given.most), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        hunt, documents = asyncio.run(hunted(words, given.talks, Path(folder)))
    for hit in hunt.hits[:50]:
        print("HIT", hit, flush=True)
    seen = documents >= len(words) * 0.9
    result = {"payloads": len(words), "documents": documents, "looks": hunt.looked, "hits": len(hunt.hits)}
    print(
        json.dumps({"name": "xss", **result, "seconds": round(time.monotonic() - began), "ok": seen and not hunt.hits})
    )
    return 0 if seen and not hunt.hits else 1


if __name__ == "__main__":
    sys.exit(main())

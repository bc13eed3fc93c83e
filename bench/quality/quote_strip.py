"""New words of a reply: exact match and token F1 against other projects' expectations, per source and over all.

Compared are the non-blank lines with their trailing space removed (for HTML the letters without any space, as those expectations do).
Sources that keep signatures are compared with the signature put back.
"""

import re
from collections import Counter, defaultdict
from typing import Any

from reading_sets import data_folder, finish, progress, ratio, rows

from shopkeeper.channels.adapters.email.reading import html_to_text, split_html, split_text


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\xa0", " ").splitlines() if line.strip()).strip()


def letters(text: str) -> str:
    return re.sub(r"\s+", "", html_to_text(text) if "<" in text else text)


def found(row: dict[str, Any]) -> str:
    split = split_html(row["input"]) if row["kind"] == "html" else split_text(row["input"])
    return split.new if row["signature_removed"] or not split.signature else f"{split.new}\n{split.signature}"


def same(row: dict[str, Any], got: str) -> bool:
    if row["kind"] == "html":
        return re.sub(r"\s+", "", got) == letters(row["expected"])
    return lines(got) == lines(row["expected"])


def f1(want: str, got: str) -> float:
    wanted, had = Counter(want.split()), Counter(got.split())
    shared = sum((wanted & had).values())
    if not wanted or not had:
        return float(wanted == had)
    return 2 * shared / (sum(wanted.values()) + sum(had.values()))


def main() -> None:
    data = rows(data_folder(__doc__ or "") / "quote_strip.jsonl")
    exact: dict[str, list[bool]] = defaultdict(list)
    scores: dict[str, list[float]] = defaultdict(list)
    for done, row in enumerate(data, 1):
        got = found(row)
        want = html_to_text(row["expected"]) if row["kind"] == "html" else row["expected"]
        for source in (row["source"], "all"):
            exact[source].append(same(row, got))
            scores[source].append(1.0 if exact[source][-1] else f1(want, got))
        progress(done, len(data), "replies")
    finish(
        {
            "cases": len(data),
            "exact": ratio(sum(exact["all"]), len(data)),
            "token_f1": ratio(sum(scores["all"]), len(data)),
            "sources": {
                name: {
                    "exact": ratio(sum(hits), len(hits)),
                    "token_f1": ratio(sum(scores[name]), len(hits)),
                    "cases": len(hits),
                }
                for name, hits in exact.items()
                if name != "all"
            },
        }
    )


if __name__ == "__main__":
    main()

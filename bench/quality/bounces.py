"""Delivery reports: is each seen as one, is its class right (hard, soft, feedback, delivered, auto_reply), and is real mail left alone?

The class of a row is the gravest of its recipients: hard before soft before the others. Reasons are reported beside it.
"""

from pathlib import Path
from typing import Any

from reading_sets import data_folder, finish, progress, ratio, rows

from shopkeeper.channels.adapters.email.reading import AutomaticKind, Mail, read

SPECIAL = {"feedback": "feedback", "delivered": "delivered", "vacation": "auto_reply"}
GRAVEST = ("hard", "soft", "feedback", "auto_reply", "delivered")
REPLIES = {AutomaticKind.vacation, AutomaticKind.auto_reply}
REPORTS = {
    AutomaticKind.bounce,
    AutomaticKind.delay,
    AutomaticKind.delivery_receipt,
    AutomaticKind.feedback_report,
    *REPLIES,
}


def expected(row: dict[str, Any]) -> str:
    kinds = {SPECIAL.get(one["reason"]) or ("hard" if one["hard"] else "soft") for one in row["bounces"]}
    return min(kinds, key=GRAVEST.index)


def got(mail: Mail) -> str:
    if mail.bounce is not None:
        return mail.bounce.kind.value
    return "auto_reply" if mail.automatic and mail.automatic.kind in REPLIES else "none"


def labelled(folder: Path) -> dict[str, Any]:
    data = rows(folder / "bounces.jsonl")
    right = reasons = seen = 0
    for done, row in enumerate(data, 1):
        mail = read((folder / row["file"]).read_bytes())
        kind = got(mail)
        right += kind == expected(row)
        seen += kind != "none"
        reasons += mail.bounce is not None and mail.bounce.reason in {one["reason"] for one in row["bounces"]}
        progress(done, len(data), "reports")
    total = len(data)
    return {
        "cases": total,
        "class_accuracy": ratio(right, total),
        "seen": ratio(seen, total),
        "reason_accuracy": ratio(reasons, total),
    }


def real(folder: Path) -> dict[str, Any]:
    """Real mail between people, list mail among it: none of it is a report."""
    files = sorted(path for path in (folder / "real_mail").rglob("*") if path.is_file() and "ham" in path.parent.name)
    wrong: list[str] = []
    for done, path in enumerate(files, 1):
        mail = read(path.read_bytes())
        if mail.bounce is not None or (mail.automatic is not None and mail.automatic.kind in REPORTS):
            wrong.append(mail.subject[:80])
            print("taken for a report:", path.name, mail.subject[:80])
        progress(done, len(files), "real mail")
    return {"ham": len(files), "false_positives": len(wrong), "false_positive_rate": ratio(len(wrong), len(files))}


def main() -> None:
    folder = data_folder(__doc__ or "")
    finish(labelled(folder) | real(folder))


if __name__ == "__main__":
    main()

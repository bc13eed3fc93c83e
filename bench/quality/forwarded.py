"""Who really wrote a forwarded mail: a case counts where every expected field is right (spaces apart)."""

from typing import Any

from reading_sets import data_folder, finish, progress, ratio, rows

from shopkeeper.channels.adapters.email.reading.forwarded import forwarded
from shopkeeper.channels.adapters.email.reading.model import Forwarded


def flat(found: Forwarded | None) -> dict[str, Any]:
    if found is None:
        return {"forwarded": False}
    sender = found.sender
    fields: dict[str, Any] = {
        "forwarded": True,
        "email.subject": found.subject,
        "email.body": found.body,
        "message": found.message or None,
        "email.from.address": sender.email or None if sender else None,
        "email.from.name": sender.name or None if sender else None,
    }
    for name, people in (("to", found.to), ("cc", found.cc)):
        fields[f"email.{name}.length"] = len(people)
        for place, one in enumerate(people):
            fields[f"email.{name}.{place}.address"] = one.email or None
            fields[f"email.{name}.{place}.name"] = one.name or None
    return fields


def plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def main() -> None:
    data = rows(data_folder(__doc__ or "") / "forwarded.json")
    right, fields_right, fields = 0, 0, 0
    for done, row in enumerate(data, 1):
        got = flat(forwarded(row["body"] or "", row["subject"]))
        hits = [plain(want) == plain(got.get(name)) for name, want in row["expected"].items()]
        right += all(hits)
        fields_right += sum(hits)
        fields += len(hits)
        if not all(hits):
            print("not right:", row["test"], row["body_file"])
        progress(done, len(data), "forwarded mails")
    finish(
        {"cases": len(data), "all_fields_right": ratio(right, len(data)), "fields_right": ratio(fields_right, fields)}
    )


if __name__ == "__main__":
    main()

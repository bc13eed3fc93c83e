"""One thing that is well or not, and its words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from msgspec import Struct

Value = str | int | None


class State(StrEnum):
    """`note` is worth knowing and nobody's fault; `bad` wants somebody to act."""

    good = "good"
    note = "note"
    bad = "bad"


GOOD, NOTE, BAD = State.good, State.note, State.bad


class Finding(Struct, frozen=True, kw_only=True):
    """`words` and `advice` are English; who speaks another language makes them from `kind` and `values`.

    Values named `…_at` are ms UTC (null: never), `…_bytes` bytes, all others numbers and names as they are. `link` is a page
    of the workspace where something can be done about it.
    """

    area: str
    kind: str
    state: State
    words: str
    advice: str = ""
    values: dict[str, Value] = {}
    link: str = ""


words: dict[str, str | tuple[str, str]] = {}
"""Kind → its sentence, or (sentence, what to do). Filled by the rooms; the workspace has the same in every language."""


def find(area: str, kind: str, state: State, link: str = "", **values: Value) -> Finding:
    """A finding with its English words."""
    told = words[kind]
    sentence, advice = (told, "") if isinstance(told, str) else told
    return Finding(
        area=area,
        kind=kind,
        state=state,
        words=said(sentence, values),
        advice=said(advice, values),
        values=values,
        link=link,
    )


def said(sentence: str, values: Mapping[str, Value]) -> str:
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", _shown(name, value))
    return sentence


def _shown(name: str, value: Value) -> str:
    if value is None:
        return "never"
    if name.endswith("_at"):
        return datetime.fromtimestamp(int(value) / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return _size(int(value)) if name.endswith("_bytes") else str(value)


def _size(number: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.1f} {unit}" if unit in ("MB", "GB") and number < 100 else f"{number:.0f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"

"""Filling in a macro's words. The language is Liquid (python-liquid), cut down to what words need.

A template is written by a colleague and may still be hostile, endless or simply wrong: there are no includes and no files, loops
and output are counted, and what goes wrong is said in words. A value that is missing is never a blank: it leaves a gap, ⟦order
number⟧, that is shown before sending, and words with a gap in them are not sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from typing import Any

from msgspec import Struct

from shopkeeper.automation.errors import BadTemplate
from shopkeeper.automation.values import DATE_FORMS, Amount, Moment
from shopkeeper.kit.text import GAP_CLOSES, GAP_OPENS

LONGEST = 60_000
"""Characters of output."""
MOST_LOOPS = 2_000
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_NO_TAGS = ("include", "render", "tablerow", "increment", "decrement", "ifchanged", "cycle", "doc")
_FILTERS = frozenset(
    [
        "append",
        "capitalize",
        "ceil",
        "concat",
        "default",
        "divided_by",
        "downcase",
        "escape",
        "first",
        "floor",
        "join",
        "last",
        "lstrip",
        "map",
        "minus",
        "modulo",
        "newline_to_br",
        "plus",
        "prepend",
        "remove",
        "remove_first",
        "replace",
        "replace_first",
        "reverse",
        "round",
        "rstrip",
        "size",
        "slice",
        "sort",
        "split",
        "strip",
        "strip_html",
        "strip_newlines",
        "times",
        "truncate",
        "truncatewords",
        "uniq",
        "upcase",
        "where",
        "abs",
        "at_least",
        "at_most",
        "compact",
    ]
)


class Filled(Struct, frozen=True):
    """The words as they would go out. `missing` names what has no value here, in the order met, each once."""

    text: str
    missing: tuple[str, ...] = ()


def fill(template: str, values: Mapping[str, Any], *, html: bool = False) -> Filled:
    """The template with this customer's values in it. With `html` every value is escaped. Raises BadTemplate."""
    gaps: list[str] = []
    token = _gaps.set(gaps)
    try:
        text = _parsed(template, html).render(**values)
    except Exception as error:
        raise _in_words(error) from error
    finally:
        _gaps.reset(token)
    return Filled(text, tuple(dict.fromkeys(gaps)))


def check(template: str) -> None:
    """Raises BadTemplate when it cannot be read, naming the line."""
    try:
        filters = _parsed(template, False).analyze(include_partials=False).filters
    except Exception as error:
        raise _in_words(error) from error
    for name in sorted(set(filters) - set(_environment(False).filters)):
        line = template.count("\n", 0, filters[name][0].index) + 1
        raise BadTemplate(f"It cannot be read (line {line}): there is no filter “{name}”.")


def names(template: str) -> tuple[str, ...]:
    """Every value a template asks for, as it is written: order.number, customer.first_name. Raises BadTemplate."""
    try:
        analysis = _parsed(template, False).analyze(include_partials=False)
    except Exception as error:
        raise _in_words(error) from error
    return tuple(dict.fromkeys(str(variable) for found in analysis.globals.values() for variable in found))


def gap(name: str) -> str:
    """How a missing value looks in the words: ⟦order number⟧."""
    return f"{GAP_OPENS}{said(name)}{GAP_CLOSES}"


def said(name: str) -> str:
    """A variable's name as a gap shows it: "order number" for order.number."""
    return re.sub(r"[._]", " ", name)


_gaps: ContextVar[list[str] | None] = ContextVar("gaps", default=None)


def _in_words(error: Exception) -> BadTemplate:
    if isinstance(error, BadTemplate):
        return error
    line = getattr(getattr(error, "token", None), "start_index", None)
    source = getattr(getattr(error, "token", None), "source", "")
    where = f" (line {source.count(chr(10), 0, line) + 1})" if isinstance(line, int) and line >= 0 and source else ""
    words = {
        "LoopIterationLimitError": f"It goes round more than {MOST_LOOPS} times.",
        "OutputStreamLimitError": f"It writes more than {LONGEST} characters.",
        "LocalNamespaceLimitError": "It keeps too much in its own variables.",
        "ContextDepthError": "It is nested too deeply.",
        "RecursionError": "It is nested too deeply.",
    }
    said = words.get(type(error).__name__) or f"It cannot be read{where}: {_plain(error)}."
    return BadTemplate(said)


def _plain(error: Exception) -> str:
    return (
        str(error.args[0] if error.args else error).partition("\n")[0].strip().rstrip(".")[:200] or type(error).__name__
    )


@cache
def _environment(html: bool) -> Any:
    from liquid import Environment

    class Words(Environment):
        loop_iteration_limit = MOST_LOOPS
        output_stream_limit = LONGEST
        local_namespace_limit = 20_000
        context_depth_limit = 20
        block_nesting_limit = 20

    made = Words(autoescape=html, undefined=_gap_kind(), strict_filters=True, extra=False)
    for name in _NO_TAGS:
        made.tags.pop(name, None)
    made.filters = {name: _bounded(filter) for name, filter in made.filters.items() if name in _FILTERS}
    made.filters |= {"money": _money, "date": _date, "first_name": _first_name, "plural": _plural, "list": _list}
    return made


@cache
def _gap_kind() -> type:
    from liquid import Undefined

    class Gap(Undefined):
        """A value that is missing: printed as a gap and remembered; false and empty to everything else."""

        __slots__ = ()

        def __str__(self) -> str:
            name = _full_name(self.name, self.token)
            found = _gaps.get()
            if found is not None:
                found.append(name)
            return gap(name)

    return Gap


def _full_name(root: str, token: Any) -> str:
    """The name as the template writes it (order.ship_to.city); the library only tells where it begins."""
    source, start = getattr(token, "source", ""), getattr(token, "start_index", -1)
    found = _NAME.match(source, start) if start >= 0 else None
    return found[0] if found and found[0].startswith(root) else root


@lru_cache(maxsize=500)
def _parse_kept(template: str, html: bool) -> Any:
    return _environment(html).from_string(template)


def _parsed(template: str, html: bool) -> Any:
    if len(template) > LONGEST:
        raise BadTemplate(f"A macro has at most {LONGEST} characters.")
    return _parse_kept(template, html)


# --- filters ---


def _bounded(act: Any) -> Any:
    """A filter whose words cannot grow without end: `replace` four times over made a gigabyte out of one letter."""

    @wraps(act)
    def bounded(value: object, *args: object, **named: object) -> object:
        longest = max((len(arg) for arg in args if isinstance(arg, str)), default=0)
        if isinstance(value, str) and len(value) * longest > LONGEST * 20:
            raise BadTemplate(f"It writes more than {LONGEST} characters.")
        return act(value, *args, **named)

    return bounded


def _missing(value: object) -> bool:
    return isinstance(value, _gap_kind())


def _money(value: object, form: str = "") -> object:
    """`{{ order.total | money: "code" }}`: plain (12,50), code (12,50 EUR); without a word as people write it (12,50 €)."""
    return value.written(form) if isinstance(value, Amount) else value


def _date(value: object, form: str = "long") -> object:
    """`{{ order.date | date: "day" }}`: short, medium, long, full, day (Monday, 23 November), time, ago (3 days ago)."""
    if not isinstance(value, Moment):
        return value
    if form not in DATE_FORMS and not re.fullmatch(r"[GyMLdEcaHhKkmsz ,./:'-]{1,30}", form):
        raise BadTemplate(f"“{form}” is no form of a date. Use one of {', '.join(DATE_FORMS)}.")
    return value.written(form)


def _first_name(value: object) -> object:
    """`{{ customer.name | first_name }}`: the first word of a name."""
    return value if _missing(value) else str(value).split(" ", 1)[0]


def _plural(value: object, one: str, many: str) -> object:
    """`{{ order.count | plural: "thing", "things" }}`: the word that fits the number."""
    if _missing(value):
        return value
    return one if str(value) == "1" else many


def _list(value: object, last: str = "and") -> object:
    """`{{ order.items | list: "and" }}`: a, b and c."""
    if _missing(value) or isinstance(value, str) or not isinstance(value, Sequence):
        return value
    words = [str(each) for each in value]
    return " ".join((", ".join(words[:-1]), last, words[-1])) if len(words) > 1 else "".join(words)


FILTERS: Mapping[str, Any] = {
    "money": _money,
    "date": _date,
    "first_name": _first_name,
    "plural": _plural,
    "list": _list,
}

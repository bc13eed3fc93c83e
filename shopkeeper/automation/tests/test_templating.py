"""Words with a customer's data in them: right in every language, never a blank, and no template can hurt anybody."""

import time
from decimal import Decimal

import pytest

from shopkeeper.automation import templating
from shopkeeper.automation.errors import BadTemplate
from shopkeeper.automation.values import Amount, Customs, Moment

NOW = 1_795_340_000_000


def order(locale: str, currency: str = "EUR", amount: str = "1234.5") -> dict[str, object]:
    how = Customs(locale, "Europe/Vienna", NOW)
    return {
        "total": Amount.of(Decimal(amount), currency, how),
        "date": Moment.of(1_795_000_000_000, how),
        "lines": [{"title": "Mug", "quantity": 2}, {"title": "Pot", "quantity": 1}],
        "items": ["2 × Mug", "1 × Pot"],
        "count": 3,
    }


@pytest.mark.parametrize(
    ("locale", "total", "date", "day"),
    [
        ("en", "€1,234.50", "November 18, 2026", "Wednesday, November 18"),
        ("de", "1.234,50\xa0€", "18. November 2026", "Mittwoch, 18. November"),
        ("es", "1.234,50\xa0€", "18 de noviembre de 2026", "miércoles, 18 de noviembre"),
        ("fr", "1\u202f234,50\xa0€", "18 novembre 2026", "mercredi 18 novembre"),
        ("xx-nonsense", "€1,234.50", "November 18, 2026", "Wednesday, November 18"),
    ],
)
def test_money_and_dates_read_as_the_customer_reads(locale, total, date, day):
    words = templating.fill(
        "{{ order.total }}|{{ order.date }}|{{ order.date | date: 'day' }}", {"order": order(locale)}
    )
    assert words.text == f"{total}|{date}|{day}"


def test_currencies_without_and_with_three_decimals():
    assert templating.fill("{{ order.total }}", {"order": order("en", "JPY", "1200")}).text == "¥1,200"
    assert templating.fill("{{ order.total }}", {"order": order("en", "KWD", "1.234")}).text == "KWD1.234"


def test_an_hour_is_the_customers_own():
    assert templating.fill("{{ order.date | date: 'time' }}", {"order": order("de")}).text == "12:06"
    assert templating.fill("{{ order.date | date: 'ago' }}", {"order": order("de")}).text == "vor 4 Tagen"


def test_what_is_missing_is_a_gap_and_never_a_blank():
    words = templating.fill("Hi {{ customer.first_name }}, {{ tracking.place.city | upcase }}!", {"customer": {}})
    assert words.text == "Hi ⟦customer first name⟧, ⟦TRACKING PLACE CITY⟧!"
    assert words.missing == ("customer.first_name", "tracking.place.city")


def test_a_default_and_an_if_make_no_gap():
    words = templating.fill("{{ a.b | default: 'there' }}{% if order %}x{% endif %}", {})
    assert words == templating.Filled("there")


def test_loops_lists_and_plurals():
    template = (
        "{% for line in order.lines %}{{ line.quantity }}×{{ line.title }};{% endfor %}"
        "{{ order.items | list: 'und' }} {{ order.count | plural: 'Ding', 'Dinge' }} {{ 1 | plural: 'Ding', 'Dinge' }}"
    )
    assert templating.fill(template, {"order": order("de")}).text == "2×Mug;1×Pot;2 × Mug und 1 × Pot Dinge Ding"


def test_an_amount_can_be_compared():
    assert templating.fill("{% if order.total > 1000 %}much{% endif %}", {"order": order("en")}).text == "much"


def test_html_escapes_what_customers_call_themselves():
    values = {"customer": {"first_name": "<script>alert(1)</script>"}}
    assert templating.fill("<b>{{ customer.first_name }}</b>", values, html=True).text == (
        "<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>"
    )


HOSTILE = {
    "a file": "{% include 'x' %}",
    "a template": "{% render 'x' %}",
    "no such filter": "{{ a | nofilter }}",
    "endless": "{% for i in (1..100000000) %}x{% endfor %}",
    "loops in loops": "{% for i in (1..1000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}",
    "grows": "{% assign x = 'aaaaaaaaaaaaaaaaaa' %}" + "{% assign x = x | append: x | append: x %}" * 40 + "{{ x }}",
    "replaced": "{{ 'xxxxxxxxxx' "
    + "| replace: 'x', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' " * 8
    + "}}",
    "nested": "{% if a %}" * 3_000,
    "unclosed": "{{ a ",
    "unended": "{% if a %}x",
    "long": "x" * 70_000,
    "a date of another kind": "{{ order.date | date: '%Y-%m' }}",
    "no number": "{{ 1 | divided_by: 0 }}",
    "strings": "{% for i in (1..2000) %}{{ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' }}{% endfor %}",
}


@pytest.mark.parametrize("template", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_template_is_refused_in_words_and_soon(template):
    began = time.process_time()
    with pytest.raises(BadTemplate) as refused:
        templating.fill(template, {"order": order("en")})
    assert refused.value.detail.endswith(".")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("path", ["customer.__class__.__mro__", "order.total.customs", "order.date.__globals__"])
def test_nothing_of_python_can_be_reached(path):
    words = templating.fill(f"{{{{ {path} }}}}", {"customer": {"name": "x"}, "order": order("en")})
    assert words.missing == (path,)


def test_a_fault_names_its_line():
    with pytest.raises(BadTemplate, match="line 2"):
        templating.check("Hello\n{{ a | nonsense }}")


def test_the_names_a_template_asks_for():
    assert templating.names("{{ customer.first_name }}{% if order %}{{ order.total }}{% endif %}") == (
        "customer.first_name",
        "order",
        "order.total",
    )

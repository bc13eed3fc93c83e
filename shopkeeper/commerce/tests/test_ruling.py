"""The policy on one screen: what cannot be is told at its field, who changed what stands there, and an example can be tried."""

from typing import Any

import msgspec
import pytest

from shopkeeper.commerce import Policy
from shopkeeper.commerce.changing import between
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.rules import CancelRule, Limits, ReturnRule, WowRule, converted
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.trying import Example, attempt
from shopkeeper.commerce.vetting import vet
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.errors import Invalid

PATH = "/api/v1/commerce-policy"
NOW = 1_773_300_000_000


def faults(policy: Policy) -> set[str]:
    with pytest.raises(Invalid) as met:
        vet(policy)
    return set(met.value.fields)


def test_what_cannot_be_is_told_at_its_field() -> None:
    vet(Policy())
    assert faults(Policy(currency="euro")) == {"currency"}
    assert faults(Policy(share=101)) == {"share"}
    assert faults(Policy(rates={"JPY": "many", "USD": "0", "KWD": "NaN", "GBP": "1e99", "EUR": "1"})) == {
        "rates.JPY", "rates.USD", "rates.KWD", "rates.GBP", "rates.EUR",
    }  # fmt: skip
    limits = Limits(per_order=-1, per_period=-1, percent=101, actions=frozenset({"steal"}))
    assert faults(Policy(roles={"agent": limits, "thief": Limits()})) == {
        "roles.agent.per_order", "roles.agent.per_period", "roles.agent.percent", "roles.agent.actions", "roles.thief",
    }  # fmt: skip
    assert faults(Policy(cancel=CancelRule(minutes=-1, reasons=("",)))) == {"cancel.minutes", "cancel.reasons"}
    assert faults(Policy(returns=ReturnRule(days=-1, ways="cash"))) == {"returns.days", "returns.ways"}
    assert faults(Policy(wow=WowRule(budget={"agent": -1, "bot": 1}, days=0))) == {
        "wow.budget.agent", "wow.budget.bot", "wow.days",
    }  # fmt: skip
    assert faults(Policy(approver="bot", days=0, approval_hours=0)) == {"approver", "days", "approval_hours"}


def test_a_difference_is_told_rule_by_rule() -> None:
    before = Policy()
    after = Policy(
        share=20, roles={**before.roles, "agent": Limits(per_order=500)}, returns=ReturnRule(excluded=("B", "A"))
    )
    told = {one.rule: (one.before, one.after) for one in between(before, after)}
    assert told["share"] == (100, 20)
    assert told["roles.agent.per_order"] == (10_000, 500)
    assert told["roles.agent.actions"][1] is None
    assert told["returns.excluded"] == ((), ("A", "B"))
    assert "roles.lead.per_order" not in told


def test_amounts_of_other_currencies_are_counted_in_one() -> None:
    policy = Policy(rates={"JPY": "160", "KWD": "0.33"})
    assert converted(policy, Money(1_600, "JPY"), "EUR") == Money(1_000, "EUR")
    assert converted(policy, Money(1_600, "JPY"), "KWD") == Money(3_300, "KWD")
    assert converted(policy, Money(1_000, "EUR"), "JPY") == Money(1_600, "JPY")
    assert converted(policy, Money(9, "USD"), "EUR") == Money(0, "EUR")


async def test_who_changed_what_stands_there_and_nobody_is_written_over(desk: Desk) -> None:
    await desk.opens()
    async with desk.door("ada") as ada, desk.door("lea") as lea, desk.door("bob") as bob:
        first = (await ada.get(PATH)).json()
        assert (first["version"], first["changed_by"]) == ("usual", None)
        assert (await lea.get(f"{PATH}/changes")).json() == {"items": [], "next": None}
        body = {**first, "share": 20}
        set_once = (await ada.put(PATH, json=body)).json()
        assert set_once["changed_by"] == desk.agents["ada"].id
        assert (await ada.put(PATH, json={**first, "share": 25})).status_code == 409
        desk.clock.advance(MINUTE)
        assert (await ada.put(PATH, json=set_once)).json()["version"] == set_once["version"], "nothing new is no change"
        second = (await ada.put(PATH, json={**set_once, "share": 30})).json()
        late = await ada.put(PATH, json={**set_once, "share": 40})
        assert (late.status_code, (await bob.get(PATH)).json()["share"]) == (409, 30)
        told = (await lea.get(f"{PATH}/changes")).json()["items"]
        assert [one["differences"] for one in told] == [
            [{"rule": "share", "before": 20, "after": 30}], [{"rule": "share", "before": 100, "after": 20}],
        ]  # fmt: skip
        assert told[0]["id"] == second["version"]
        assert [one["agent_id"] for one in told] == [desk.agents["ada"].id] * 2
        older = (await lea.get(f"{PATH}/changes", params={"after": told[0]["id"]})).json()["items"]
        assert older == told[1:]
        assert (await bob.get(f"{PATH}/changes")).status_code == 403


def heard(policy: Policy, trial: Example) -> dict[str, str]:
    """Each role's rule that says no, "" where it is allowed."""
    return {one.role: one.verdict.rule for one in attempt(policy, trial, NOW)}


EUROS = Money(10_000, "EUR")


def test_an_example_answers_for_each_role() -> None:
    small = Policy(roles={"agent": Limits(per_order=500), "lead": Limits(per_order=2_000), "admin": Limits()}, share=50)
    assert heard(small, Example(what="refund", total=EUROS, amount=600)) == {
        "customer": "role_action", "bot": "role_action", "agent": "role_per_order", "lead": "", "admin": "",
    }  # fmt: skip
    assert heard(small, Example(what="refund", total=EUROS, amount=5_001))["admin"] == "order_share"
    assert heard(small, Example(what="refund", total=EUROS, amount=500, given=1))["agent"] == "role_per_order"
    assert (
        heard(Policy(), Example(what="refund", total=EUROS, amount=600, wow=True, spent=4_500))["agent"] == "wow_budget"
    )
    assert heard(Policy(cancel=CancelRule(minutes=30)), Example(what="cancel", total=EUROS))["admin"] == "cancel_window"
    assert heard(Policy(), Example(what="cancel", total=EUROS, sent=True))["customer"] == "cancel_state"
    assert heard(Policy(), Example(what="return", total=EUROS, delivered_days=30))["customer"] == ""
    assert heard(Policy(), Example(what="return", total=EUROS, delivered_days=31))["customer"] == "return_window"
    excluded = Policy(returns=ReturnRule(excluded=("swimwear",)))
    assert (
        heard(excluded, Example(what="exchange", total=EUROS, delivered_days=1, tag="swimwear"))["admin"]
        == "return_excluded"
    )


@pytest.mark.parametrize("what", [
    "cancel", "refund", "goods", "replace", "duplicate", "edit_lines", "edit_address", "change_payment", "discount", "credit", "return",
    "exchange", "create", "notes", "customer",
])  # fmt: skip
def test_everything_can_be_tried(what: str) -> None:
    arrived = 1 if what in ("return", "exchange") else None
    assert heard(Policy(), Example(what=what, total=EUROS, amount=100, delivered_days=arrived))["admin"] == ""


async def test_it_is_tried_at_the_door_with_what_is_being_written(desk: Desk) -> None:
    await desk.opens()
    trial: dict[str, Any] = {"what": "refund", "total": {"minor": 10_000, "currency": "EUR"}, "amount": 600}
    draft = msgspec.to_builtins(Policy(roles={"agent": Limits(per_order=500), "admin": Limits()}))
    async with desk.door("bob") as bob:
        kept = (await bob.post(f"{PATH}/trials", json={"trial": trial})).json()["items"]
        assert {one["role"]: one["verdict"]["allowed"] for one in kept}["agent"] is True
        tried = (await bob.post(f"{PATH}/trials", json={"trial": trial, "policy": draft})).json()["items"]
        [agent] = [one["verdict"] for one in tried if one["role"] == "agent"]
        assert (agent["allowed"], agent["ask"], agent["who"]) == (False, True, "admin")
        wrong = await bob.post(f"{PATH}/trials", json={"trial": trial, "policy": {**draft, "share": -1}})
        assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"share"})
        odd = await bob.post(f"{PATH}/trials", json={"trial": {**trial, "what": "dance", "amount": -1}})
        assert (odd.status_code, set(odd.json()["fields"])) == (422, {"amount"})

"""The generated client's one way to the server, against a server made of a function."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "client"))

from shopkeeper_client.transport import Problem, Transport


class Good(msgspec.Struct):
    name: str


def desk(answer: Callable[[httpx.Request], httpx.Response]) -> Transport:
    return Transport("https://desk.example.org", "sk_token", via=httpx.MockTransport(answer))


def test_a_noun_comes_back() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer sk_token"
        assert str(request.url) == "https://desk.example.org/goods/a%2Fb?limit=5"
        return httpx.Response(200, json={"name": json.loads(request.content)["name"]})

    with desk(answer) as transport:
        query = {"limit": 5, "after": None}
        good = transport.ask("PUT", "/goods/{id}", Good, where={"id": "a/b"}, data=Good("soap"), query=query)
    assert good == Good("soap")


def test_a_problem_says_what_to_do() -> None:
    body = {"kind": "answered", "detail": "Bob was faster.", "extra": {"entry": {"id": "x"}}}
    transport = desk(lambda _: httpx.Response(409, json=body))
    with pytest.raises(Problem, match="Bob was faster") as caught:
        transport.ask("POST", "/replies", None)
    assert (caught.value.status, caught.value.kind, caught.value.extra["entry"]) == (409, "answered", {"id": "x"})


def test_an_answer_that_is_no_json_is_a_problem_too() -> None:
    with pytest.raises(Problem, match="502"):
        desk(lambda _: httpx.Response(502, text="<html>bad gateway")).ask("GET", "/", None)

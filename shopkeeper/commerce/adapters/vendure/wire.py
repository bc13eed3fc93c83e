"""Asking the Admin API: one POST for everything, as a signed-in administrator, in one channel.

https://docs.vendure.io/guides/developer-guide/stack/#sessions and `authOptions`: the `login` mutation answers a session's token in the
header `vendure-auth-token`, sent again as a bearer token; `vendure-token` names the channel. A session that ended and a right that is
missing are both told as the error code FORBIDDEN (AuthGuard), so whoever hears it signs in once more and asks again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from shopkeeper.commerce.asking import ask, body_of, missing
from shopkeeper.commerce.errors import NoSuchOrder, StoreNeedsOwner, StoreRefused, StoreUnsure, Unavailable
from shopkeeper.commerce.model import Link

TOKEN_HEADER = "vendure-auth-token"
FIRST = "first"
"""The alias of the first mutation of every change: an error there tells that nothing was done."""
_LOGIN = """mutation SignIn($user: String!, $password: String!) { login(username: $user, password: $password) {
  __typename ... on CurrentUser { id } ... on ErrorResult { errorCode message } } }"""
_SHUT = frozenset({"FORBIDDEN", "UNAUTHORIZED"})
_OURS = frozenset({"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "BAD_USER_INPUT"})

Raw = Mapping[str, Any]

_sessions: dict[str, str] = {}
"""Tokens by shop and sign-in: in memory only, as good as the password they were given for."""


async def query(link: Link, document: str, variables: Raw | None = None) -> dict[str, Any]:
    """A question's `data`. Raises as every adapter does."""
    return await _asked(link, document, variables, acting=False)


async def act(link: Link, document: str, variables: Raw | None = None) -> dict[str, Any]:
    """A change's `data`: a lost answer, or an error after the first of its mutations, is StoreUnsure."""
    return await _asked(link, document, variables, acting=True)


def refusal(outcome: Any) -> str | None:
    """What the shop said no with: its mutations answer either the thing or an ErrorResult. None: it was done."""
    if not isinstance(outcome, Mapping) or "errorCode" not in outcome:
        return None
    more = (outcome.get(name) for name in ("transitionError", "paymentErrorMessage", "interceptorError"))
    return next((str(one) for one in more if one), str(outcome.get("message") or outcome["errorCode"]))


def refuse(link: Link, data: Raw) -> None:
    """Raises StoreRefused where one of a change's parts was refused."""
    for outcome in data.values():
        said = refusal(outcome)
        if said is not None:
            raise StoreRefused(f"{link.store.name} said no: {said}")


async def _asked(link: Link, document: str, variables: Raw | None, *, acting: bool) -> dict[str, Any]:
    name = _session_of(link)
    known = _sessions.get(name)
    body = await _posted(link, document, variables, known or await _sign_in(link), acting=acting)
    if known is not None and _turned_away(body, acting=acting):
        _sessions.pop(name, None)
        body = await _posted(link, document, variables, await _sign_in(link), acting=acting)
    errors = body.get("errors")
    if errors:
        raise _failure(link, errors, body, acting=acting)
    return dict(body["data"])


async def _sign_in(link: Link) -> str:
    """A new session's token. Raises StoreNeedsOwner."""
    user, password = str(link.store.settings.get("user") or ""), link.secrets.get("password", "")
    if not user or not password:
        raise StoreNeedsOwner(f"{link.store.name} has no sign-in yet. Say which of the shop's administrators we are.")
    answer = await _post(link, _LOGIN, {"user": user, "password": password}, {}, acting=False)
    body = _read(link, answer, acting=False)
    said = refusal((body.get("data") or {}).get("login"))
    if said is not None or body.get("errors"):
        raise StoreNeedsOwner(
            f"{link.store.name} does not know this name and password. Type them as they open the shop's dashboard."
        )
    token = answer.headers.get(TOKEN_HEADER)
    if not token:
        raise StoreNeedsOwner(
            f"{link.store.name} signed us in and gave no token. Let its authOptions.tokenMethod include 'bearer'."
        )
    _sessions[_session_of(link)] = str(token)
    return str(token)


async def _posted(link: Link, document: str, variables: Raw | None, token: str, *, acting: bool) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {token}"}
    return _read(link, await _post(link, document, variables or {}, headers, acting=acting), acting=acting)


async def _post(link: Link, document: str, variables: Raw, headers: dict[str, str], *, acting: bool) -> Any:
    channel = str(link.store.settings.get("channel") or "")
    answer = await ask(
        link, "POST", f"{link.store.url.rstrip('/')}/admin-api", acting=acting, words=_words,
        headers={**headers, **({"vendure-token": channel} if channel else {})},
        json={"query": document, "variables": dict(variables)}, seconds=30.0,
    )  # fmt: skip
    if missing(answer):
        raise Unavailable(f"{link.store.name} has no Vendure Admin API at {link.store.url}/admin-api.")
    return answer


def _read(link: Link, answer: Any, *, acting: bool) -> dict[str, Any]:
    try:
        body = body_of(answer)
    except Unavailable as failure:
        raise StoreUnsure(f"{link.store.name}: {failure.detail}") if acting else failure from failure
    if not isinstance(body, dict) or not (body.get("errors") or isinstance(body.get("data"), dict)):
        trouble = f"{link.store.name} answered something that is no GraphQL."
        raise StoreUnsure(trouble) if acting else Unavailable(trouble)
    return body


def _session_of(link: Link) -> str:
    told = (link.store.url, str(link.store.settings.get("user") or ""), link.secrets.get("password", ""))
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _turned_away(body: Raw, *, acting: bool) -> bool:
    """Whether the session ended; of a change: before any part of it was done."""
    shut = any(_code(one) in _SHUT for one in body.get("errors") or ())
    return shut and (not acting or _begun_nothing(body))


def _begun_nothing(body: Raw) -> bool:
    """Whether the first of the mutations failed and no other stands: they run one after the other (GraphQL, 6.2.2)."""
    if any(value is not None for value in (body.get("data") or {}).values()):
        return False
    paths = [one.get("path") for one in body.get("errors") or () if isinstance(one, Mapping)]
    return any(not path or path[0] == FIRST for path in paths)


def _failure(link: Link, errors: Any, body: Raw, *, acting: bool) -> Exception:
    listed = [one for one in errors if isinstance(one, Mapping)] if isinstance(errors, list) else []
    codes = {_code(one) for one in listed}
    words = " ".join(str(one.get("message", "")) for one in listed) or str(errors)
    name = link.store.name
    if acting and not _begun_nothing(body):
        return StoreUnsure(f"{name} did a part of it, perhaps: {words}")
    if codes & _SHUT:
        return StoreNeedsOwner(
            f"{name} does not let us do this. Give our administrator the rights that “Try it” lists."
        )
    if "CHANNEL_NOT_FOUND" in codes:
        return StoreNeedsOwner(
            f"{name} has no such channel (any more). Correct the channel's token in Settings, Stores."
        )
    if "ENTITY_NOT_FOUND" in codes:
        return NoSuchOrder(f"{name} does not have this any more: {words}")
    if codes & _OURS:
        return StoreRefused(f"{name} does not understand us: Vendure 3.1 or later is needed. ({words})")
    if "INTERNAL_SERVER_ERROR" in codes or not listed:
        trouble = f"{name} had trouble answering: {words}"
        return StoreUnsure(trouble) if acting else Unavailable(trouble)
    return StoreRefused(f"{name} said no: {words}")


def _code(error: Any) -> str:
    return str((error.get("extensions") or {}).get("code", "")) if isinstance(error, Mapping) else ""


def _words(answer: Any) -> str:
    try:
        said = msgspec.json.decode(answer.content)
    except msgspec.MsgspecError:
        return ""
    errors = said.get("errors") if isinstance(said, Mapping) else None
    return " ".join(str(one.get("message", "")) for one in errors or () if isinstance(one, Mapping))

"""Asking Vendure: a signed-in caller of one of its two APIs. https://docs.vendure.io/guides/storefront/connect-api/"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

TOKEN = "vendure-auth-token"
LOGIN = """mutation ($user: String!, $password: String!) {
  login(username: $user, password: $password) { __typename ... on ErrorResult { message } }
}"""


class SaidNo(Exception):
    """The shop answered with an error; the text is its own."""


@dataclass(frozen=True)
class Caller:
    """Keeps the session that the shop gives it."""

    client: httpx.AsyncClient
    api: str

    async def ask(self, document: str, **variables: Any) -> Any:
        """The answer's only field. Raises SaidNo, also for errors that Vendure answers as a result."""
        answer = await self.client.post(self.api, json={"query": document, "variables": variables})
        if token := answer.headers.get(TOKEN):
            self.client.headers["Authorization"] = f"Bearer {token}"
        said = answer.json()
        if said.get("errors"):
            raise SaidNo(str(said["errors"]))
        (found,) = said["data"].values()
        if isinstance(found, dict) and found.get("__typename", "").endswith("Error"):
            raise SaidNo(str(found))
        return found

    async def sign_in(self, user: str, password: str) -> None:
        await self.ask(LOGIN, user=user, password=password)


@asynccontextmanager
async def calling(api: str) -> AsyncIterator[Caller]:
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        yield Caller(client, api)

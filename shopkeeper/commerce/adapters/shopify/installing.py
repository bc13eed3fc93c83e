"""Letting us into a shop: signed in by its owner, or by the app's own credentials, and the tokens that follow from either.

* Signing in: https://shopify.dev/docs/apps/build/authentication-authorization/authenticate-standalone-apps (authorization code grant).
  Offline tokens that expire after an hour, with a refresh token that is another one each time:
  https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
* An app of the shop's own organisation, installed there, needs no signing in: its ID and secret give tokens for a day.
  https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from shopkeeper.commerce.adapters.shopify.client import TOKEN, address
from shopkeeper.commerce.asking import ask, body_of, missing
from shopkeeper.commerce.errors import StoreNeedsOwner, StoreRefused
from shopkeeper.commerce.model import Link, Store
from shopkeeper.kit.clock import MINUTE, SECOND
from shopkeeper.kit.errors import Invalid

# https://shopify.dev/docs/api/usage/access-scopes.
NEEDED = (
    "read_orders",
    "write_orders",
    "write_customers",
    "read_products",
    "write_draft_orders",
    "write_discounts",
    "read_fulfillments",
    "write_returns",
)
ALL_ORDERS = "read_all_orders"
"""Without it the shop tells of the last 60 days only."""
MORE = {
    "write_order_edits": "edit_lines",
    "write_gift_cards": "gift_cards",
    "read_store_credit_accounts": "store_credit",
    "write_store_credit_account_transactions": "store_credit",
}
"""Rights that a shop may keep to itself, and what then cannot be done."""
SECRET, REFRESH, ENDS = "api_secret", "refresh_token", "token_ends_at"
SOON = 5 * MINUTE
SHOP = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")
_CODE = re.compile(r"[\w-]{1,200}")


def begin(store: Store, back: str, state: str) -> str:
    """The page on which the owner lets us in. Raises Invalid where the app's ID is not set."""
    if not client_id(store):
        words = "Fill in the app's client ID first: it stands in the app's settings in the Dev Dashboard."
        raise Invalid(words, fields={"settings.client_id": words})
    wanted = {"client_id": client_id(store), "scope": ",".join((*NEEDED, *MORE)), "redirect_uri": back, "state": state}
    return f"{address(store)}/admin/oauth/authorize?{urlencode(wanted)}"


async def finish(link: Link, query: Mapping[str, str]) -> dict[str, str]:
    """The secrets a sign-in brings. Raises StoreNeedsOwner for what this shop did not send, and what the shop says."""
    if not _signed(link.secrets.get(SECRET, ""), query):
        raise StoreNeedsOwner("This sign-in was not sent by Shopify. Check the app's secret, and begin again.")
    if query.get("shop", "") != link.store.settings.get("shop") or not SHOP.fullmatch(query.get("shop", "")):
        raise StoreNeedsOwner(
            "This sign-in belongs to another shop. Begin again, signed in to the right one at Shopify."
        )
    if not _CODE.fullmatch(query.get("code", "")):
        raise StoreNeedsOwner("Shopify sent no code. Begin again.")
    return await _tokens(link, {"code": query["code"], "expiring": "1"})


async def renew(link: Link) -> dict[str, str] | None:
    """Fresh secrets where those there are end soon, or where the app's own credentials are all there is."""
    if link.secrets.get(REFRESH):
        if link.now + SOON < int(link.secrets.get(ENDS) or 0):
            return None
        return await _tokens(link, {"grant_type": "refresh_token", "refresh_token": link.secrets[REFRESH]})
    return await by_credentials(link)


async def by_credentials(link: Link) -> dict[str, str] | None:
    """A day's token for an app of the shop's own organisation; None where there is a token that holds, or no app."""
    ends = int(link.secrets.get(ENDS) or 0)
    if link.secrets.get(TOKEN) and (not ends or link.now + SOON < ends):
        return None
    if link.secrets.get(REFRESH) or not client_id(link.store) or not link.secrets.get(SECRET):
        return None
    return await _tokens(link, {"grant_type": "client_credentials"})


def client_id(store: Store) -> str:
    return str(store.settings.get("client_id") or "")


async def _tokens(link: Link, grant: Mapping[str, str]) -> dict[str, str]:
    """Asks for tokens. A refused grant is the owner's matter: nothing here can mend it. Raises StoreNeedsOwner, Busy, Unavailable."""
    form = {"client_id": client_id(link.store), "client_secret": link.secrets.get(SECRET, ""), **grant}
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    url = f"{address(link.store)}/admin/oauth/access_token"
    try:
        answer = await ask(link, "POST", url, headers=headers, content=urlencode(form).encode())
    except StoreRefused as failure:
        raise StoreNeedsOwner(
            f"{link.store.name} does not let us in: sign in at the shop again. ({failure.detail})"
        ) from failure
    told = {} if missing(answer) else body_of(answer)
    if not isinstance(told, dict) or not told.get("access_token"):
        raise StoreNeedsOwner(f"{link.store.name} gave no token: sign in at the shop again.")
    ends = str(link.now + int(told["expires_in"]) * SECOND) if told.get("expires_in") else ""
    # What this grant does not bring is forgotten: an older refresh token would bring nothing but a refusal.
    return {TOKEN: str(told["access_token"]), REFRESH: str(told.get("refresh_token") or ""), ENDS: ends}


def _signed(secret: str, query: Mapping[str, str]) -> bool:
    """Whether `hmac` is HMAC-SHA256, in hex, over all other parameters in the order of their names."""
    rest = sorted((name, value) for name, value in query.items() if name != "hmac")
    # The provider's pages sign the parameters as they are written, its libraries as they are encoded.
    plain, encoded = "&".join(f"{name}={value}" for name, value in rest), urlencode(rest)
    made = [hmac.new(secret.encode(), one.encode(), hashlib.sha256).hexdigest() for one in (plain, encoded)]
    sent = query.get("hmac", "").encode()
    return bool(secret) and any(hmac.compare_digest(one.encode(), sent) for one in made)

"""Vendure's integers and our money.

https://docs.vendure.io/guides/core-concepts/money/: a whole number of minor units, of which `moneyStrategyPrecision` digits stand
behind the point – 2 unless the shop's MoneyStrategy says otherwise, *whatever the currency*: 1,000 yen are 100000. Each question asks
for the precision with the amounts, so none is ever guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.errors import CannotDo
from shopkeeper.commerce.money import Money, decimals, zero


class Unit(Struct, frozen=True):
    """How a shop writes amounts of a currency."""

    currency: str
    precision: int = 2

    def money(self, amount: Any) -> Money:
        """Ours; a fraction that the currency does not have is rounded as a till would."""
        if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
            raise TypeError(f"{amount!r} is no amount")
        exact = Decimal(amount).scaleb(decimals(self.currency) - self.precision)
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def amount(self, money: Money) -> int:
        """Theirs. Raises OtherCurrency, CannotDo for what the shop cannot write."""
        exact = Decimal((zero(self.currency) + money).minor).scaleb(self.precision - decimals(self.currency))
        if exact != exact.to_integral_value():
            raise CannotDo(f"This shop keeps {self.currency} with {self.precision} decimals and cannot write {money}.")
        return int(exact)


def precision_of(data: Mapping[str, Any]) -> int:
    """From the `globalSettings` that every question asks for."""
    return int(data["globalSettings"]["serverConfig"]["moneyStrategyPrecision"])

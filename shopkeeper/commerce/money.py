"""Money: a whole number of the currency's smallest unit, and the currency. Never a float.

How many decimals a currency has is ISO 4217's word (by way of CLDR): two for most, none for the yen, three for the Kuwaiti dinar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from msgspec import Struct

from shopkeeper.commerce.errors import BadAmount, OtherCurrency

# ISO 4217: the currencies whose smallest unit is not a hundredth.
_DECIMALS = {
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    "CLF": 4,
    "UYW": 4,
}


def decimals(currency: str) -> int:
    """How many digits stand behind the point: 2 unless ISO 4217 says otherwise."""
    return _DECIMALS.get(currency.upper(), 2)


class Money(Struct, frozen=True):
    """An amount: `minor` in the currency's smallest unit (cents), `currency` as ISO 4217 ("EUR"). May be negative."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._of(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._of(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._of(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._of(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._of(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"

    def decimal(self) -> Decimal:
        """The amount as people write it: Decimal("12.50")."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))

    def share(self, part: int, whole: int) -> Money:
        """`part`/`whole` of it, rounded half away from zero to the smallest unit."""
        exact = Decimal(self.minor) * part / whole
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Shared out by weight so that the parts add up to the whole, to the smallest unit (largest remainder first).

        Without any weight the first part gets all.
        """
        total = sum(weights)
        if total <= 0:
            return tuple(Money(self.minor if index == 0 else 0, self.currency) for index in range(len(weights)))
        sign, minor = (-1, -self.minor) if self.minor < 0 else (1, self.minor)
        parts = [minor * weight // total for weight in weights]
        left = minor - sum(parts)
        order = sorted(range(len(weights)), key=lambda i: (-(minor * weights[i] % total), i))
        for index in order[:left]:
            parts[index] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _of(self, other: Money) -> int:
        if other.currency != self.currency:
            raise OtherCurrency(self.currency, other.currency)
        return other.minor


def zero(currency: str) -> Money:
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """All of them together; nothing of them is zero in `currency`. Raises OtherCurrency."""
    return sum(amounts, start=zero(currency))


def money(written: str | int | Decimal, currency: str) -> Money:
    """From how shops write it on the wire: "12.50", 12, Decimal. Raises BadAmount for what is no number.

    A float never comes here: adapters read JSON numbers as Decimal or text.
    """
    try:
        exact = Decimal(str(written).strip()).scaleb(decimals(currency))
        # Shops keep more digits than a currency has (unit prices with tax taken out): rounded as a till would.
        minor = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    except (InvalidOperation, ValueError, OverflowError):
        raise BadAmount(str(written), currency) from None
    return Money(minor, currency.upper())

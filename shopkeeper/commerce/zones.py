"""In which time zone an address lies. In doubt the zone where the day ends last: nobody's parcel is called late too early."""

from __future__ import annotations

from functools import cache

# ISO 3166-2 codes. Where a region keeps two times, the one that is later behind; the tz database's own names.
_EASTERN, _CENTRAL = "America/New_York", "America/Chicago"
_MOUNTAIN, _PACIFIC = "America/Denver", "America/Los_Angeles"
_REGIONS: dict[str, dict[str, str]] = {
    "US": {
        **dict.fromkeys(
            ["CT", "DC", "DE", "GA", "MA", "MD", "ME", "NC", "NH", "NJ", "NY", "OH", "PA", "RI", "SC", "VA", "VT", "WV"], _EASTERN
        ),
        **dict.fromkeys(["FL", "IN", "KY", "MI", "TN"], _CENTRAL),
        **dict.fromkeys(["AL", "AR", "IA", "IL", "LA", "MN", "MO", "MS", "OK", "WI"], _CENTRAL),
        **dict.fromkeys(["CO", "KS", "MT", "ND", "NE", "NM", "SD", "TX", "UT", "WY"], _MOUNTAIN),
        "AZ": "America/Phoenix",
        **dict.fromkeys(["CA", "ID", "NV", "OR", "WA"], _PACIFIC),
        "AK": "America/Anchorage", "HI": "Pacific/Honolulu",
    },
    "CA": {
        "NL": "America/St_Johns", "NS": "America/Halifax", "NB": "America/Halifax", "PE": "America/Halifax",
        "QC": "America/Toronto", "ON": "America/Winnipeg", "MB": "America/Winnipeg", "SK": "America/Regina",
        "AB": "America/Edmonton", "BC": "America/Vancouver", "YT": "America/Whitehorse", "NT": "America/Yellowknife",
        "NU": "America/Cambridge_Bay",
    },
    "AU": {
        "NSW": "Australia/Sydney", "ACT": "Australia/Sydney", "VIC": "Australia/Melbourne", "TAS": "Australia/Hobart",
        "QLD": "Australia/Brisbane", "SA": "Australia/Adelaide", "NT": "Australia/Darwin", "WA": "Australia/Perth",
    },
    "BR": {
        **dict.fromkeys(
            ["AL", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "PA", "PB", "PE", "PI", "PR", "RJ", "RN", "RS", "SC", "SE", "SP", "TO"],
            "America/Sao_Paulo",
        ),
        **dict.fromkeys(["MS", "MT", "RO", "RR"], "America/Cuiaba"), "AM": "America/Eirunepe", "AC": "America/Rio_Branco",
    },
    "MX": {
        "BCN": "America/Tijuana", "BC": "America/Tijuana", "BCS": "America/Mazatlan", "SON": "America/Hermosillo",
        "SIN": "America/Mazatlan", "NAY": "America/Mazatlan", "ROO": "America/Cancun",
    },
    "ID": {
        **dict.fromkeys(["PA", "PB", "PD", "PE", "PS", "PT", "MA", "MU"], "Asia/Jayapura"),
        **dict.fromkeys(["BA", "NB", "NT", "KS", "KI", "KU", "SN", "SR", "ST", "SG", "SA", "GO"], "Asia/Makassar"),
    },
}  # fmt: skip
# Where nearly everybody lives, of countries with more than one.
_USUAL = {
    "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "FR": "Europe/Paris", "DE": "Europe/Berlin", "CN": "Asia/Shanghai",
    "MX": "America/Mexico_City", "ID": "Asia/Jakarta", "NZ": "Pacific/Auckland", "CL": "America/Santiago", "EC": "America/Guayaquil",
    "AR": "America/Argentina/Buenos_Aires", "UA": "Europe/Kyiv", "MY": "Asia/Kuala_Lumpur", "UZ": "Asia/Tashkent",
    "CY": "Asia/Nicosia", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "GB": "Europe/London", "PS": "Asia/Hebron",
    "VN": "Asia/Ho_Chi_Minh", "BR": "America/Rio_Branco",
}  # fmt: skip
# Islands that a country's postcodes tell: (country, postcode begins with) → zone.
_ISLANDS = {
    ("ES", "35"): "Atlantic/Canary", ("ES", "38"): "Atlantic/Canary", ("PT", "90"): "Atlantic/Madeira",
    ("PT", "91"): "Atlantic/Madeira", ("PT", "92"): "Atlantic/Madeira", ("PT", "93"): "Atlantic/Madeira",
    ("PT", "94"): "Atlantic/Madeira", ("PT", "95"): "Atlantic/Azores", ("PT", "96"): "Atlantic/Azores",
    ("PT", "97"): "Atlantic/Azores", ("PT", "98"): "Atlantic/Azores", ("PT", "99"): "Atlantic/Azores",
}  # fmt: skip


def zone_of(country: str, region: str = "", postcode: str = "") -> str:
    """The IANA name of an address's time zone; UTC where the country is unknown. Codes as in ISO 3166."""
    country, region = country.upper(), region.upper().removeprefix(f"{country.upper()}-")
    told = _ISLANDS.get((country, postcode.strip()[:2])) or _REGIONS.get(country, {}).get(region)
    return told or _USUAL.get(country) or _latest(country)


@cache
def _latest(country: str) -> str:
    """Of a country's zones the one where the day ends last (now in winter, in the north)."""
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo, available_timezones

    from babel.core import get_global

    def offset(name: str) -> timedelta:
        return datetime(2026, 1, 15, tzinfo=UTC).astimezone(ZoneInfo(name)).utcoffset() or timedelta()

    known = [name for name in get_global("territory_zones").get(country, []) if name in available_timezones()]
    return min(known, key=lambda name: (offset(name), name), default="UTC")

"""Small words for screens: which device, which network, which colour."""

import hashlib
import ipaddress

# First match wins: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
# Dark enough for white initials on them (at least 4.5:1).
COLOURS = (
    "#1b5e48",
    "#7a4b2a",
    "#3d5a80",
    "#8a3b52",
    "#5b5f2a",
    "#5a4b8a",
    "#2f6672",
    "#94492c",
    "#4a6b3a",
    "#6b4460",
    "#46566b",
    "#7d5a17",
)


def device_name(user_agent: str) -> str:
    """ "Firefox on Linux", from what a browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " on ".join(word for word in (browser, system) if word) or "Unknown device"


def colour_of(id: str) -> str:
    """Always the same colour for the same id."""
    return COLOURS[hashlib.sha256(id.encode()).digest()[0] % len(COLOURS)]


def network_of(address: str) -> str:
    """What one caller cannot easily change: an IPv4 address, or the /64 that an IPv6 address lies in."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    # A server that listens on both sees IPv4 callers as ::ffff:a.b.c.d, which all lie in one /64.
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))


def name_from(email: str) -> str:
    """ "Bob Miller" from bob.miller@…, until they tell us their name."""
    words = email.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ").split()
    return " ".join(word.capitalize() for word in words) or email

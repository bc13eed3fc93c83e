"""What the widget and the desk say to each other (the same words stand in widget/src/protocol.ts). Times are ms UTC."""

from msgspec import Struct, field


class Face(Struct, frozen=True):
    name: str
    colour: str


class BrandFace(Struct, frozen=True):
    name: str
    colour: str
    locale: str
    privacy_url: str | None = None


class Prechat(Struct, frozen=True):
    """What is asked before the first word; `required`: it must be answered."""

    ask_name: bool = False
    ask_email: bool = False
    required: bool = False


class Config(Struct, frozen=True, kw_only=True):
    """What the widget shows before anybody says a word. Sizes in bytes and characters."""

    brand: BrandFace
    agents: tuple[Face, ...]
    open: bool
    opens_at: int | None
    closes_at: int | None
    reply_time: str
    prechat: Prechat | None
    texts: dict[str, str]
    longest_file: int
    longest_text: int


class Knock(Struct, frozen=True):
    """Beginning to be someone. `identity_token` is the shop's word for who is signed in there."""

    identity_token: str | None = None
    locale: str = ""
    page: str = ""


class Proving(Struct, frozen=True):
    """A code from a link, or (with `email`) the six figures we sent there."""

    code: str
    email: str | None = None
    locale: str = ""
    page: str = ""


class Visitor(Struct, frozen=True):
    """Who they are to themselves. `email` is what they typed, `proven` that this session proved it."""

    id: str
    name: str | None = None
    email: str | None = None
    proven: bool = False


class Admission(Struct, frozen=True):
    """`token` is None where the one they have goes on."""

    visitor: Visitor
    token: str | None


class Introduction(Struct, frozen=True):
    name: str | None = None
    email: str | None = None


class Asked(Struct, frozen=True):
    """Send a code to this address."""

    email: str


class Said(Struct, frozen=True):
    """A visitor's word. `id` is a ULID the browser chose: the same again is the same message."""

    id: str
    text: str
    attachments: tuple[str, ...] = ()
    page: str = ""


class Seen(Struct, frozen=True):
    seq: int


class FileLine(Struct, frozen=True):
    """`url` holds for a day, for whoever has it."""

    id: str
    name: str
    content_type: str
    size: int
    url: str


class VisitorEntry(Struct, frozen=True, kw_only=True):
    """One line of a visitor's own stream. `seq` grows along it."""

    id: str
    at: int
    from_: str = field(name="from")
    text: str
    attachments: tuple[FileLine, ...]
    seq: int
    name: str | None = None
    colour: str | None = None


class Stream(Struct, frozen=True):
    """`seq` is the newest number there is, `read` how far the shop has read, `seen` how far the visitor has."""

    items: tuple[VisitorEntry, ...]
    next: str | None
    seq: int
    read: int
    seen: int

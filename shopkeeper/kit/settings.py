"""What the one who installs decides: read once from the environment, frozen, every mistake printed together.

What an administrator may change later lives in tables and has a screen.
"""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

PREFIX = "SHOPKEEPER_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every field is `SHOPKEEPER_` and its name in capitals; `…_FILE` reads the value from a file (for secrets)."""

    data: str = "./data"
    """Folder for the database, attachments, keys and backups."""
    database_url: str = ""
    """`postgresql://user:password@host/name`, or empty for SQLite in the data folder."""
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    """Where customers and agents reach this desk, for links in mail. Empty: http://HOST:PORT."""
    secret: str = ""
    """Signs links and seals passwords. Empty: made at the first start and kept in the data folder (key file)."""
    nats_url: str = ""
    """`nats://host:4222` carries live news between processes instead of PostgreSQL's NOTIFY."""
    s3_url: str = ""
    """`https://host/bucket` keeps attachments in S3-compatible storage instead of the data folder."""
    s3_key: str = ""
    s3_secret: str = ""
    s3_region: str = "us-east-1"
    smtp_port: int = 0
    """Port of the built-in mail listener; 0 keeps it off."""
    lmtp_port: int = 0
    listen_host: str = "127.0.0.1"
    """Address the built-in mail listener binds to."""
    allow_private_networks: str = ""
    """Comma-separated networks (10.0.0.0/8, 127.0.0.1) that outgoing requests may reach although they are private."""
    trusted_proxies: str = "127.0.0.1,::1"
    """Comma-separated addresses and networks of proxies whose X-Forwarded-For is believed."""
    raw_days: int = 30
    """How long original mails and webhooks are kept, encrypted."""
    max_upload_mb: int = 25
    log_level: str = "info"
    log_format: str = "text"
    """`text` for people, `json` for machines."""
    metrics_token: str = ""
    """Whoever sends it as a bearer token may read /metrics from anywhere. Empty: only this machine itself may."""
    traces_url: str = ""
    """`http://host:4318` of an OpenTelemetry collector; needs `shopkeeper[otel]`. Empty: no traces."""
    traces_share: float = 1.0
    """Which share of all traces is kept, 0 to 1."""
    backup_days: int = 7
    """The health page warns when the last backup is older than so many days; 0 never warns."""
    mail_from: str = ""
    """Sender of invitations and alerts to agents. Empty: the first mailbox."""
    demo: bool = False

    @property
    def folder(self) -> Path:
        return Path(self.data).expanduser().resolve()

    @property
    def url(self) -> str:
        """The public address without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secure(self) -> bool:
        return self.url.startswith("https://")


class BadSettings(Exception):
    """One line per mistake."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def load(environ: Mapping[str, str] | None = None, **options: Any) -> Settings:
    """Settings from the environment, then from options that are not None. Raises BadSettings with every mistake at once."""
    environ = os.environ if environ is None else environ
    mistakes: list[str] = []
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        raw = _raw(environ, field.name, mistakes)
        if raw is not None:
            _take(values, field.name, raw, field.type, mistakes)
    for name in environ:
        if name.startswith(PREFIX) and not _known(name):
            mistakes.append(f"{name}: there is no such setting. `shopkeeper doctor --settings` lists them all.")
    values.update({name: value for name, value in options.items() if value is not None})
    if mistakes:
        raise BadSettings(mistakes)
    return _checked(Settings(**values))


def _known(name: str) -> bool:
    bare = name.removeprefix(PREFIX).lower().removesuffix("_file")
    return bare in Settings.__struct_fields__ or name.startswith(PREFIX + "TEST_")


def _raw(environ: Mapping[str, str], name: str, mistakes: list[str]) -> str | None:
    key = PREFIX + name.upper()
    path = environ.get(key + "_FILE")
    if path is None:
        return environ.get(key)
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        mistakes.append(f"{key}_FILE: {path} cannot be read ({error.strerror}). Check the path and its permissions.")
        return None


def _take(values: dict[str, Any], name: str, raw: str, type: Any, mistakes: list[str]) -> None:
    try:
        values[name] = msgspec.convert(raw, type, strict=False)
    except msgspec.ValidationError:
        mistakes.append(f"{PREFIX}{name.upper()}: {raw!r} is not {_words(type)}.")


def _words(type: Any) -> str:
    return {int: "a whole number", float: "a number", bool: "true or false"}.get(type, "a usable value")


def _checked(settings: Settings) -> Settings:
    mistakes = []
    if not 0 <= settings.port <= 65535:
        mistakes.append(f"SHOPKEEPER_PORT: {settings.port} is not a port (0 to 65535).")
    if settings.database_url and not settings.database_url.startswith(("postgresql://", "postgres://", "sqlite://")):
        mistakes.append("SHOPKEEPER_DATABASE_URL: only postgresql:// and sqlite:// are known.")
    if settings.public_url and not settings.public_url.startswith(("http://", "https://")):
        mistakes.append("SHOPKEEPER_PUBLIC_URL: must begin with http:// or https://.")
    if settings.log_format not in ("text", "json"):
        mistakes.append("SHOPKEEPER_LOG_FORMAT: text or json.")
    if settings.traces_url and not settings.traces_url.startswith(("http://", "https://")):
        mistakes.append("SHOPKEEPER_TRACES_URL: must begin with http:// or https://.")
    if not 0 <= settings.traces_share <= 1:
        mistakes.append("SHOPKEEPER_TRACES_SHARE: a number from 0 to 1.")
    mistakes += [
        f"SHOPKEEPER_TRUSTED_PROXIES: {one!r} is no address and no network."
        for one in _strange(settings.trusted_proxies)
    ]
    if mistakes:
        raise BadSettings(mistakes)
    return settings


def _strange(networks: str) -> list[str]:
    """Words of a list that name no network. `*` would let every customer choose an address."""
    strange = []
    for word in filter(None, map(str.strip, networks.split(","))):
        try:
            ipaddress.ip_network(word, strict=False)
        except ValueError:
            strange.append(word)
    return strange


def with_secret(settings: Settings) -> Settings:
    """The settings with a signing secret: the given one, or one made once and kept in the data folder, readable by its owner."""
    if settings.secret:
        return settings
    settings.folder.mkdir(parents=True, exist_ok=True)
    path = settings.folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return msgspec.structs.replace(settings, secret=path.read_text().strip())
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return msgspec.structs.replace(settings, secret=path.read_text().strip())

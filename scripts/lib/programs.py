"""The servers and the browser that tests drive: Debian's own, installed where that is possible."""

import os
import shutil
from pathlib import Path

from house import IN_CI, Failed, apt_install, run

PACKAGES = {
    "chromium": ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"),
    "dovecot": ("dovecot-imapd", "dovecot-lmtpd"),
    "postfix": ("postfix",),
    "swaks": ("swaks",),
    "postgres": ("postgresql",),
    "nginx": ("nginx-light",),
    "faketime": ("faketime",),
}
NO_MAILER = "postfix postfix/main_mailer_type select No configuration\n"


def stands(program: str) -> bool:
    if program == "postgres":
        return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if program == "dovecot" and not Path("/usr/lib/dovecot/lmtp").exists():
        return False
    return bool(shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"))


def missing() -> list[str]:
    return [program for program in PACKAGES if not stands(program)]


def install(programs: list[str]) -> None:
    run("sh", "-c", f"printf '{NO_MAILER}' | debconf-set-selections || true")
    apt_install(*(package for program in programs for package in PACKAGES[program]))


def prepare() -> str:
    """Install what is missing where we may; elsewhere say what is missing. In CI nothing may be missing."""
    absent = missing()
    if absent and not os.geteuid() and shutil.which("apt-get"):
        install(absent)
        absent = missing()
    if absent and IN_CI:
        raise Failed(f"missing: {', '.join(absent)}. CI needs them all.")
    names = " ".join(package for program in absent for package in PACKAGES[program])
    return f"missing: {', '.join(absent)}; tests that need them are skipped (apt-get install {names})" if absent else ""

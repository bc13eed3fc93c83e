"""The virtual environment in .venv: made once, kept while the pins stay the same."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv

from house import BIN, PYTHON, ROOT, VENV, Failed, apt_install, run

FOR_TESTING = ("dev",)
FOR_RUNNING = ("runtime", "build")
STAMP = VENV / ".shopkeeper-pins"


def fingerprint(names: tuple[str, ...]) -> str:
    found = hashlib.sha256(sys.version.encode())
    for path in [*(ROOT / "requirements" / f"{name}.txt" for name in names), ROOT / "pyproject.toml"]:
        found.update(path.read_bytes())
    return found.hexdigest()


def known() -> set[str]:
    return set(STAMP.read_text().split()) if STAMP.exists() and (BIN / "shopkeeper").exists() else set()


def works() -> bool:
    return PYTHON.exists() and not subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode


def create() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (subprocess.CalledProcessError, OSError):
        install_venv_module()
        venv.create(VENV, with_pip=True, symlinks=True, clear=True)


def install_venv_module() -> None:
    """Debian ships Python without the part that makes environments."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() or not shutil.which("apt-get"):
        raise Failed(f"Python's venv module is incomplete here. Install it (on Debian: apt-get install {name}).")
    apt_install(name)


def prepare(*names: str) -> str:
    """Install the pins of requirements/<name>.txt and Shopkeeper itself, editable. Returns what was done."""
    wanted = fingerprint(names)
    if wanted in known():
        return "unchanged"
    if not works():
        create()
    pins = [word for name in names for word in ("-r", ROOT / "requirements" / f"{name}.txt")]
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet")
    # Of seven thousand modules one in five is ever imported: those are compiled when they are.
    run(*pip, "install", "--no-compile", *pins)
    run(*pip, "install", "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text("\n".join({wanted, fingerprint(FOR_RUNNING)} if names == FOR_TESTING else {wanted}))
    return "installed"

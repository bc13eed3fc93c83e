"""Everything that can be said of the code without running its tests."""

from collections.abc import Callable
from functools import partial

import frontend
from house import BIN, PYTHON, ROOT, Failed, NotThereYet, run
from steps import Step

LIB = ROOT / "scripts" / "lib"


def tool(*command: str) -> None:
    run(BIN / command[0], *command[1:])


def script(name: str, *words: str, needs: str | None = None) -> str:
    if needs and not (ROOT / needs).exists():
        raise NotThereYet(needs)
    lines = run(PYTHON, LIB / name, *words).strip().splitlines()
    return lines[-1] if lines else ""


def npm_run(part: str, verb: str) -> None:
    try:
        frontend.call(part, *frontend.npm(), "run", verb)
    except frontend.BuildFailed as failure:
        raise Failed(str(failure)) from failure


def typescript(part: str) -> None:
    """Its types, and its linter where it brings one."""
    if not frontend.exists(part):
        raise NotThereYet(f"{part}/package.json")
    for verb in ("check", "lint"):
        if f'"{verb}":' in (ROOT / part / "package.json").read_text():
            npm_run(part, verb)


def docs() -> None:
    run(
        BIN / "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        ROOT / ".cache" / "site",
        env={"NO_MKDOCS_2_WARNING": "1"},
    )


def step(name: str, act: Callable[..., str | None], *words: str, **more: str) -> Step:
    return Step(name, partial(act, *words, **more))


# The first ones take the longest: what follows fills the time beside them.
PYTHON_SOURCE = [
    step("types (mypy --strict)", tool, "mypy"),
    step("style (ruff check)", tool, "ruff", "check", "--quiet", "."),
    step("format (ruff format)", tool, "ruff", "format", "--check", "--quiet", "."),
    step("import rules (import-linter)", tool, "lint-imports", "--no-logo"),
    step("words that do not belong", script, "words.py"),
]
FRONT_END_SOURCE = [
    step("types of the workspace (tsc)", typescript, "workspace"),
    step("types of the widget (tsc)", typescript, "widget"),
    step("licences", script, "licences.py"),
]
GENERATED = [
    step("OpenAPI file", script, "make_openapi.py", "--check", needs="shopkeeper/main.py"),
    step("TypeScript client", script, "make_schema.py", "--check", needs="shopkeeper/openapi.json"),
    step("Python client", script, "make_client.py", "--check", needs="shopkeeper/openapi.json"),
    step("schema revision", script, "make_migration.py", "--check", needs="shopkeeper/main.py"),
]
PRODUCTS = [
    step("sizes of the front ends", script, "sizes.py", needs="widget/package.json"),
    step("documentation", docs),
    step("numbers to watch", script, "figures.py"),
]

"""Write requirements/*.txt from what is installed in .venv: `.venv/bin/python scripts/lib/pin.py`."""

import tomllib
from importlib import metadata

from house import ROOT
from licences import NAME, closure, normal
from packaging.specifiers import SpecifierSet

OLDEST = "3.11.0"
PLATFORM = {"uvloop": "sys_platform != 'win32'"}


def pins(requirements: list[str]) -> dict[str, str]:
    found = {}
    for name in sorted(closure(requirements)):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # wanted on another platform or Python only
    return found


def write(name: str, found: dict[str, str], *before: str) -> None:
    lines = [
        f"{package}=={version}" + (f"; {PLATFORM[package]}" if package in PLATFORM else "")
        for package, version in found.items()
    ]
    (ROOT / "requirements" / f"{name}.txt").write_text("\n".join([*before, *lines, ""]))


def absent(requirements: list[str]) -> list[str]:
    installed = {normal(each.name) for each in metadata.distributions()}
    return [line for line in requirements if normal(NAME.match(line).group()) not in installed]


def too_new(names: list[str]) -> list[str]:
    """Packages that the oldest Python we promise cannot install."""
    wanted = {name: metadata.metadata(name).get("Requires-Python") or "" for name in names}
    return [f"{name} wants Python {spec}" for name, spec in wanted.items() if OLDEST not in SpecifierSet(spec)]


def main() -> None:
    file = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, groups = file["project"], file["dependency-groups"]
    runtime = pins(project["dependencies"])
    build = {name: version for name, version in pins(groups["build"]).items() if name not in runtime}
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    dev = {n: v for n, v in pins(groups["dev"] + extras).items() if n not in runtime and n not in build}
    if missing := absent([*project["dependencies"], *extras, *groups["build"], *groups["dev"]]):
        raise SystemExit(
            f"Not installed, so not pinned: {', '.join(missing)}. Run: .venv/bin/pip install {' '.join(missing)}"
        )
    if faults := too_new([*runtime, *build, *dev]):
        raise SystemExit(f"{'; '.join(faults)}. Name an older one in pyproject.toml and install that.")
    write("runtime", runtime)
    write("build", build)
    write("dev", dev, "-r runtime.txt", "-r build.txt")
    print(f"{len(runtime)} runtime, {len(build)} build, {len(dev)} dev")


if __name__ == "__main__":
    main()

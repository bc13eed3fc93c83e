"""The whole API asked with everything its description allows, and much that it does not: schemathesis against a real desk.

    python -m tests.security.contract [--examples N] [--who admin,agent,visitor,nobody] [--seed N] [--postgres URL]

No answer may be a 5xx, or a status, a content type or a shape that openapi.json does not describe. The suite runs it with a
few examples; before a release run it with a hundred. Ends with 1 and schemathesis's own report when anything fell.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

from shopkeeper.kit import ids
from tests.journeys.house import House, house

WHO = ("admin", "agent", "visitor", "nobody")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"
PHASES = "examples,coverage,fuzzing"
# Asked of a whole desk these would end it for all who come after: signing out, pausing the only chat, changing one's rights.
LEFT_OUT = ("/api/v1/session", "/api/v1/me/sessions", "/api/v1/me/tokens/{id}")


async def passes(shop: House) -> dict[str, str]:
    """What each sends to say who they are."""
    root = f"{shop.desk.url}/chat/v1/{shop.chat['public_key']}"
    async with httpx.AsyncClient(trust_env=False, timeout=20) as browser:
        visitor = (await browser.post(f"{root}/visitors", json={})).json()["token"]
        said = {"id": ids.new(), "text": "Hello"}
        await browser.post(f"{root}/messages", json=said, headers={"Authorization": f"Visitor {visitor}"})
    tokens = {
        name: await asyncio.to_thread(shop.desk.token, f"{who}@larkandloom.example")
        for name, who in (("admin", "alice"), ("agent", "bob"))
    }
    return {
        **{name: f"Bearer {token}" for name, token in tokens.items()},
        "visitor": f"Visitor {visitor}",
        "nobody": "",
    }


def asked(
    shop: House, authorization: str, *, examples: int, seed: int, phases: str = PHASES, more: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """One run of schemathesis, repeatable by its seed. Real ids stand in some of its paths by the chat's key."""
    program = Path(sys.executable).with_name("schemathesis")
    words = [
        str(program), "run", f"{shop.desk.url}/api/openapi.json", "--url", shop.desk.url, "--checks", CHECKS, "--max-examples", str(examples),
        "--seed", str(seed), "--generation-deterministic", "--phases", phases,
        "--request-timeout", "20", "--suppress-health-check", "all", "--workers", "2", "--no-color", "--continue-on-failure",
        *(word for path in LEFT_OUT for word in ("--exclude-path", path)),
        *(("--header", f"Authorization: {authorization}") if authorization else ()), "--header", "X-CSRF: 1", *more,
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "schemathesis.toml"
        config.write_text(f'[parameters]\n"path.key" = "{shop.chat["public_key"]}"\n')
        words[1:1] = ["--config-file", str(config)]
        environ = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        return subprocess.run(words, capture_output=True, text=True, cwd=folder, env=environ, check=False)


async def examined(
    folder: Path, who: tuple[str, ...], examples: int, seed: int, phases: str = PHASES, **settings: Any
) -> dict[str, str]:
    """What fell, by who asked; nothing when all held."""
    fell: dict[str, str] = {}
    async with house(folder, **settings) as shop:
        by = await passes(shop)
        for name in who:
            done = await asyncio.to_thread(asked, shop, by[name], examples=examples, seed=seed, phases=phases)
            if done.returncode:
                fell[name] = done.stdout + done.stderr
        async with httpx.AsyncClient(base_url=shop.desk.url, trust_env=False) as browser:
            for name in ("admin", "agent"):
                still = await browser.get("/api/v1/me", headers={"Authorization": by[name]})
                assert still.status_code == 200, f"{name} was shut out on the way: what came after asked nothing"
        assert shop.desk.process is not None
        assert shop.desk.process.poll() is None, "the desk died"
    return fell


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--who", default=",".join(WHO))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", metavar="URL", help="an empty database, instead of SQLite")
    given = parser.parse_args()
    settings = {"database_url": given.postgres} if given.postgres else {}
    with tempfile.TemporaryDirectory() as folder:
        fell = asyncio.run(examined(Path(folder), tuple(given.who.split(",")), given.examples, given.seed, **settings))
    for name, words in fell.items():
        print(f"=== {name}\n{words}")
    print("everything held" if not fell else f"fell for: {', '.join(fell)}")
    return bool(fell)


if __name__ == "__main__":
    sys.exit(main())

"""The command `shopkeeper`, and `python -m shopkeeper`."""

import gc
import sys


def main() -> None:
    """Load the house as quickly as it goes, and run it."""
    # Nothing that is loaded here becomes garbage; the collector would walk through all of it again and again (an eighth of what loading costs).
    gc.disable()
    # structlog loads rich where it finds it, 0.1 s of work, to print what no log of ours may show.
    hidden = sys.modules.setdefault("rich", None) is None  # type: ignore[arg-type]
    from shopkeeper.main import main as run

    if hidden:
        del sys.modules["rich"]
    gc.enable()
    run()


if __name__ == "__main__":
    main()

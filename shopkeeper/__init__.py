"""Shopkeeper: customer service for online shops, built around the customer and not around tickets."""

import sys

__version__ = "0.2.0.dev0"

if "structlog" not in sys.modules:
    # structlog loads rich where it finds it, a tenth of a start, to print what no log of ours may show. `kit.logs` lets it in again.
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type]

"""What every test in the house may use."""

import importlib.util

# The rooms' own tests ask for `database`, `clock` and `files`.
pytest_plugins = [
    "tests.strictness",
    *(["shopkeeper.kit.testing"] if importlib.util.find_spec("shopkeeper.kit.testing") else []),
]

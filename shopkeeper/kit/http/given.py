"""What the application hands in by name, in a form that routes can name."""

from typing import TypeAlias

from litestar.params import SkipValidation

from shopkeeper.kit.jobs import Ctx

# Unchecked: it comes from ourselves, and its fields are named by types that only type checkers load.
GivenCtx: TypeAlias = SkipValidation[Ctx]

"""`python -m tests.machinery.creating URL`: a database as a new installation makes it.

In a process of its own, where no other test has added tables to the metadata.
"""

import sys

import sqlalchemy as sa

from shopkeeper import main
from shopkeeper.kit import migrating

if __name__ == "__main__":
    main.tables()
    options = {"isolation_level": None} if sys.argv[1].startswith("sqlite") else {}
    migrating.create(sa.create_engine(sys.argv[1], connect_args=options))

"""macros: saved replies that also act

Revision ID: 0005
Revises: 0004
"""

import re
from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What the composer of 0.1 filled in between braces, single or double, and what the same is called in a macro.
OLD_NAME = re.compile(r"\{\{?\s*([\w.]+)\s*\}?\}")
NAMES: Mapping[str, str] = {
    "name": "customer.name",
    "first_name": "customer.first_name",
    "agent": "agent.first_name",
    "person.name": "customer.name",
    "person.first_name": "customer.first_name",
    "agent.name": "agent.name",
    "agent.first_name": "agent.first_name",
}


def upgrade() -> None:
    # A table of its own name, not a renamed one: SQLite cannot rename constraints.
    op.create_table(
        "macro",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("brand_id", sa.Text(), nullable=True),
        sa.Column("topic_id", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("acts", sa.Text(), server_default="[]", nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro")),
        sa.UniqueConstraint("shortcut", name=op.f("uq_macro_shortcut")),
    )
    kept = "id, name, shortcut, text, html, brand_id, topic_id, created_by"
    op.execute(f"INSERT INTO macro ({kept}) SELECT {kept} FROM saved_reply")
    op.drop_table("saved_reply")
    op.create_table(
        "macro_run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("brought", sa.Text(), server_default="{}", nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro_run")),
        sa.UniqueConstraint("waits_for", name=op.f("uq_macro_run_waits_for")),
    )
    op.create_index("ix_macro_run_conversation", "macro_run", ["conversation_id", "at"])
    op.create_index("ix_macro_run_person", "macro_run", ["person_id"])
    op.create_table(
        "macro_use",
        sa.Column("macro_id", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("macro_id", "topic_id", name=op.f("pk_macro_use")),
    )
    _rename_names()


def _rename_names() -> None:
    macro = sa.table("macro", sa.column("id"), sa.column("text"), sa.column("html"))
    bind = op.get_bind()
    for row in bind.execute(sa.select(macro.c.id, macro.c.text, macro.c.html)).all():
        values = {"text": _renamed(row.text), "html": _renamed(row.html)}
        bind.execute(sa.update(macro).where(macro.c.id == row.id).values(**values))


def _renamed(words: str | None) -> str | None:
    """Names we know become the new ones; other braces were shown as they stood, and still are."""
    if words is None:
        return None
    return OLD_NAME.sub(lambda found: _name(found[0], found[1]), words)


def _name(whole: str, name: str) -> str:
    if name in NAMES:
        return f"{{{{ {NAMES[name]} }}}}"
    return f"{{% raw %}}{whole}{{% endraw %}}" if whole.startswith("{{") else whole


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that `shopkeeper migrate` made.")

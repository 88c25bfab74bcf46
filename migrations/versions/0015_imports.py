"""Which ledgers were imported, when, and up to which event"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


GUARD = (
    "DROP TRIGGER texts_are_erased_at_most ON event_texts",
    "CREATE TRIGGER texts_are_erased_at_most BEFORE UPDATE ON event_texts FOR EACH ROW "
    "WHEN (NEW.words IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.debate IS DISTINCT FROM OLD.debate "
    "OR NEW.sequence IS DISTINCT FROM OLD.sequence OR NEW.field IS DISTINCT FROM OLD.field "
    "OR NEW.commitment IS DISTINCT FROM OLD.commitment) EXECUTE FUNCTION crux_refuse_change()",
)
"""The same as before, written as PostgreSQL tells it: rows compared as a whole come out of a restore otherwise."""


def upgrade() -> None:
    for statement in GUARD:
        op.execute(statement)
    op.create_table(
        "imports",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_imports_debate"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["debate", "events"],
            ["events.debate", "events.sequence"],
            name=op.f("fk_imports_debate_events"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("debate", name=op.f("pk_imports")),
    )


def downgrade() -> None:
    op.drop_table("imports")

"""Whom the moderators of a server keep from writing to its ledgers"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


GUARDS = (
    "CREATE TRIGGER bars_are_lifted_once BEFORE UPDATE ON bars FOR EACH ROW "
    "WHEN (NEW.guild IS DISTINCT FROM OLD.guild OR NEW.number IS DISTINCT FROM OLD.number "
    "OR NEW.at IS DISTINCT FROM OLD.at "
    'OR (NEW."user" IS NOT NULL AND NEW."user" IS DISTINCT FROM OLD."user") '
    'OR (NEW."by" IS NOT NULL AND NEW."by" IS DISTINCT FROM OLD."by") '
    "OR (NEW.reason IS NOT NULL AND NEW.reason IS DISTINCT FROM OLD.reason) "
    "OR (OLD.lifted_at IS NOT NULL AND NEW.lifted_at IS DISTINCT FROM OLD.lifted_at) "
    "OR (OLD.lifted_at IS NOT NULL AND NEW.lifted_by IS NOT NULL AND NEW.lifted_by IS DISTINCT FROM OLD.lifted_by)) "
    "EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER bars_stay BEFORE DELETE ON bars FOR EACH ROW EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER bars_are_not_truncated BEFORE TRUNCATE ON bars EXECUTE FUNCTION crux_refuse_change()",
)
"""A bar stays as it was written and is lifted once; of it people and the reason may be erased."""


def upgrade() -> None:
    op.create_table(
        "bars",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_bars_number")),
        sa.CheckConstraint("char_length(reason) BETWEEN 1 AND 300", name=op.f("ck_bars_reason_length")),
        sa.CheckConstraint('lifted_at IS NOT NULL OR "user" IS NOT NULL', name=op.f("ck_bars_of_somebody")),
        sa.CheckConstraint("lifted_at IS NOT NULL OR lifted_by IS NULL", name=op.f("ck_bars_lifted_at_a_moment")),
        sa.ForeignKeyConstraint(["guild"], ["server_settings.guild"], name=op.f("fk_bars_guild"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild", "number", name=op.f("pk_bars")),
    )
    op.create_index(
        "uq_bars_in_force", "bars", ["guild", "user"], unique=True, postgresql_where=sa.text("lifted_at IS NULL")
    )
    op.create_index(op.f("ix_bars_user"), "bars", ["user"])
    op.create_index(op.f("ix_bars_by"), "bars", ["by"])
    op.create_index(op.f("ix_bars_lifted_by"), "bars", ["lifted_by"])
    for guard in GUARDS:
        op.execute(guard)


def downgrade() -> None:
    op.drop_table("bars")

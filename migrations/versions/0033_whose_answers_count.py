"""Whose answers count in a server"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BEFORE = (
    "moderator_role",
    "tags_others",
    "opens_debates",
    "opens_sides",
    "posts_digests",
    "schedules_digests",
    "digest_channel",
    "default_cadence",
    "exports",
    "card_by_itself",
    "tags_shown",
    "timezone",
    "language",
    "hidden",
    "kept_days",
    "tags_an_hour",
    "open_entries",
)
NEW = {
    "counting_role": "counting_role ~ '^(none|[0-9]{1,19})$'",
    "counting_days": "counting_days IN ('none', '1', '7', '30', '90')",
}


def _settings(*names: str) -> None:
    """Have the changes of these settings be written down, and of no others."""
    op.drop_constraint(op.f("ck_setting_changes_setting"), "setting_changes", type_="check")
    words = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_setting_changes_setting"), "setting_changes", f"setting IN ({words})")


def upgrade() -> None:
    op.add_column("participants", sa.Column("uncounted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("server_settings", sa.Column("recounted_at", sa.DateTime(timezone=True), nullable=True))
    for name, holds in NEW.items():
        op.add_column("server_settings", sa.Column(name, sa.Text(), nullable=True))
        op.create_check_constraint(op.f(f"ck_server_settings_{name}"), "server_settings", holds)
    _settings(*BEFORE, *NEW)


def downgrade() -> None:
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    for name in NEW:
        op.execute(f"DELETE FROM setting_changes WHERE setting = '{name}'")
        op.drop_column("server_settings", name)
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    _settings(*BEFORE)
    op.drop_column("server_settings", "recounted_at")
    op.drop_column("participants", "uncounted")

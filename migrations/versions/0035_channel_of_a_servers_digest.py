"""The channel of a server's digest is one of its settings"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
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
    "counting_role",
    "counting_days",
)


def _settings(*names: str) -> None:
    """Have the changes of these settings be written down, and of no others."""
    op.drop_constraint(op.f("ck_setting_changes_setting"), "setting_changes", type_="check")
    words = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_setting_changes_setting"), "setting_changes", f"setting IN ({words})")


def upgrade() -> None:
    op.add_column("server_settings", sa.Column("server_digest", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_server_settings_server_digest"), "server_settings", "server_digest ~ '^(none|[0-9]{1,19})$'"
    )
    # Who had one before has it still: one that somebody stopped, or that cannot be, is in no channel.
    op.execute(
        "UPDATE server_settings SET server_digest = digests.channel FROM server_digests AS digests"
        " WHERE digests.guild = server_settings.guild"
        " AND (digests.pause_reason IS NULL OR digests.obstacle IS NOT NULL)"
    )
    _settings(*BEFORE, "server_digest")


def downgrade() -> None:
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    op.execute("DELETE FROM setting_changes WHERE setting = 'server_digest'")
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    op.drop_column("server_settings", "server_digest")
    _settings(*BEFORE)

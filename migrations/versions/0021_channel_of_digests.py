"""One channel for the scheduled digests of a server, and where each was posted"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BEFORE = (
    "moderator_role",
    "tags_others",
    "opens_debates",
    "opens_sides",
    "posts_digests",
    "schedules_digests",
    "default_cadence",
    "exports",
    "card_by_itself",
    "tags_shown",
    "timezone",
    "language",
)
AFTER = (*BEFORE[:6], "digest_channel", *BEFORE[6:])


def _settings(*names: str) -> None:
    """Have the changes of these settings be written down, and of no others."""
    op.drop_constraint(op.f("ck_setting_changes_setting"), "setting_changes", type_="check")
    words = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_setting_changes_setting"), "setting_changes", f"setting IN ({words})")


def upgrade() -> None:
    op.add_column("server_settings", sa.Column("digest_channel", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_server_settings_digest_channel"), "server_settings", "digest_channel ~ '^(none|[0-9]{1,19})$'"
    )
    _settings(*AFTER)
    op.add_column("debates", sa.Column("private", sa.Boolean(), nullable=True))
    op.add_column("slots", sa.Column("channel", sa.BigInteger(), nullable=True))
    op.add_column("schedules", sa.Column("obstacle_channel", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_schedules_obstacle_is_somewhere"), "schedules", "obstacle_channel IS NULL OR obstacle IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_schedules_obstacle_is_somewhere"), "schedules", type_="check")
    op.drop_column("schedules", "obstacle_channel")
    op.drop_column("slots", "channel")
    op.drop_column("debates", "private")
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    op.execute("DELETE FROM setting_changes WHERE setting = 'digest_channel'")
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    _settings(*BEFORE)
    op.drop_column("server_settings", "digest_channel")

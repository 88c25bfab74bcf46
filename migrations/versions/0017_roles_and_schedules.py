"""The role of a server's moderators, and the schedule that a new debate gets by itself"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = (
    "tags_others",
    "opens_debates",
    "opens_sides",
    "posts_digests",
    "schedules_digests",
    "exports",
    "card_by_itself",
    "tags_shown",
    "timezone",
)
AFTER = (
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
)
NEW = {
    "moderator_role": "moderator_role ~ '^(none|[0-9]{1,19})$'",
    "default_cadence": "default_cadence IN ('none', 'daily', 'weekly')",
}


def _settings(*names: str) -> None:
    """Have the changes of these settings be written down, and of no others."""
    op.drop_constraint(op.f("ck_setting_changes_setting"), "setting_changes", type_="check")
    words = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_setting_changes_setting"), "setting_changes", f"setting IN ({words})")


def upgrade() -> None:
    for name, holds in NEW.items():
        op.add_column("server_settings", sa.Column(name, sa.Text(), nullable=True))
        op.create_check_constraint(op.f(f"ck_server_settings_{name}"), "server_settings", holds)
    _settings(*AFTER)


def downgrade() -> None:
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    for name in NEW:
        op.execute(f"DELETE FROM setting_changes WHERE setting = '{name}'")
        op.drop_column("server_settings", name)
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    _settings(*BEFORE)

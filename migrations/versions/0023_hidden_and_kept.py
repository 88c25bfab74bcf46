"""What a server hides as a spoiler, and how long it keeps debates"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
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
)
NEW = {
    "hidden": "hidden IN ('marked', 'statements')",
    "kept_days": "kept_days IN ('none', '30', '90', '180', '365', '730')",
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
    _settings(*BEFORE, *NEW)


def downgrade() -> None:
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    for name in NEW:
        op.execute(f"DELETE FROM setting_changes WHERE setting = '{name}'")
        op.drop_column("server_settings", name)
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    _settings(*BEFORE)

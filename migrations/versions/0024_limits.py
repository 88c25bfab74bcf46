"""How much a person may tag in an hour, and how many entries a debate may have"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
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
)
LIMITS = {
    "tags_an_hour": "'10', '20', '60', '200', 'none'",
    "open_entries": "'100', '300', '1000', '3000', 'none'",
}


def _settings(*names: str) -> None:
    """Have the changes of these settings be written down, and of no others."""
    op.drop_constraint(op.f("ck_setting_changes_setting"), "setting_changes", type_="check")
    words = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_setting_changes_setting"), "setting_changes", f"setting IN ({words})")


def upgrade() -> None:
    for name, words in LIMITS.items():
        op.add_column("server_settings", sa.Column(name, sa.Text(), nullable=True))
        op.create_check_constraint(op.f(f"ck_server_settings_{name}"), "server_settings", f"{name} IN ({words})")
    _settings(*BEFORE, *LIMITS)
    op.create_index("ix_entries_tagger", "entries", ["debate", "tagger", "tagged_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_entries_tagger", table_name="entries")
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    op.execute("DELETE FROM setting_changes WHERE setting IN ('tags_an_hour', 'open_entries')")
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    _settings(*BEFORE)
    for name in LIMITS:
        op.drop_column("server_settings", name)

"""In which language a server and a person are told"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
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
)


def _settings(*names: str) -> None:
    """Have the changes of these settings be written down, and of no others."""
    op.drop_constraint(op.f("ck_setting_changes_setting"), "setting_changes", type_="check")
    words = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_setting_changes_setting"), "setting_changes", f"setting IN ({words})")


def upgrade() -> None:
    op.add_column("server_settings", sa.Column("language", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_server_settings_language"),
        "server_settings",
        "language ~ '^(automatic|[a-z]{2,3}(-[A-Za-z0-9]{2,8})?)$'",
    )
    _settings(*BEFORE, "language")
    op.create_table(
        "reader_languages",
        sa.Column("user", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$'", name=op.f("ck_reader_languages_language")),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_reader_languages")),
    )


def downgrade() -> None:
    op.drop_table("reader_languages")
    # What was written of a change stays, also against this: only the guard's own way lets it go.
    op.execute("ALTER TABLE setting_changes DISABLE TRIGGER USER")
    op.execute("DELETE FROM setting_changes WHERE setting = 'language'")
    op.execute("ALTER TABLE setting_changes ENABLE TRIGGER USER")
    _settings(*BEFORE)
    op.drop_column("server_settings", "language")

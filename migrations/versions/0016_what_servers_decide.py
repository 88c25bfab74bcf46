"""What servers decide for their debates, and who changed it when"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


GUARDS = (
    "CREATE TRIGGER setting_changes_lose_the_person_at_most BEFORE UPDATE ON setting_changes FOR EACH ROW "
    'WHEN (NEW."user" IS NOT NULL OR NEW.guild IS DISTINCT FROM OLD.guild OR NEW.number IS DISTINCT FROM OLD.number '
    "OR NEW.at IS DISTINCT FROM OLD.at OR NEW.setting IS DISTINCT FROM OLD.setting "
    "OR NEW.before IS DISTINCT FROM OLD.before OR NEW.after IS DISTINCT FROM OLD.after) "
    "EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER setting_changes_stay BEFORE DELETE ON setting_changes "
    "FOR EACH ROW EXECUTE FUNCTION crux_refuse_change()",
    "CREATE TRIGGER setting_changes_are_not_truncated BEFORE TRUNCATE ON setting_changes "
    "EXECUTE FUNCTION crux_refuse_change()",
)
"""A change stays as it was written, and of it only who made it may be erased; with its server it goes."""

WHO = {
    "tags_others": "'everybody', 'participants', 'moderators'",
    "opens_debates": "'everybody', 'moderators'",
    "opens_sides": "'everybody', 'participants', 'openers', 'moderators'",
    "posts_digests": "'everybody', 'participants', 'openers', 'moderators'",
    "schedules_digests": "'openers', 'moderators'",
    "exports": "'everybody', 'participants', 'openers', 'moderators'",
    "card_by_itself": "'yes', 'no'",
    "tags_shown": "'line', 'reaction', 'none'",
}
SETTINGS = ", ".join(f"'{name}'" for name in (*WHO, "timezone"))


def upgrade() -> None:
    op.create_table(
        "server_settings",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in WHO),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("changes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.CheckConstraint(f"{name} IN ({words})", name=op.f(f"ck_server_settings_{name}"))
            for name, words in WHO.items()
        ),
        sa.CheckConstraint("timezone ~ '^[A-Za-z0-9_+/-]{1,60}$'", name=op.f("ck_server_settings_timezone")),
        sa.CheckConstraint("changes >= 0", name=op.f("ck_server_settings_changes")),
        sa.PrimaryKeyConstraint("guild", name=op.f("pk_server_settings")),
    )
    op.create_index(op.f("ix_server_settings_left_at"), "server_settings", ["left_at"])
    op.create_table(
        "setting_changes",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=True),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_setting_changes_number")),
        sa.CheckConstraint(f"setting IN ({SETTINGS})", name=op.f("ck_setting_changes_setting")),
        sa.CheckConstraint("before <> after", name=op.f("ck_setting_changes_changes_something")),
        sa.ForeignKeyConstraint(
            ["guild"], ["server_settings.guild"], name=op.f("fk_setting_changes_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild", "number", name=op.f("pk_setting_changes")),
    )
    op.create_index(op.f("ix_setting_changes_user"), "setting_changes", ["user"])
    for guard in GUARDS:
        op.execute(guard)


def downgrade() -> None:
    op.drop_table("setting_changes")
    op.drop_table("server_settings")

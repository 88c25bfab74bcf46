"""A schedule that the platform stopped is told from one that a person stopped, and is tried again by itself"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OBSTACLES = {
    "the channel is gone": "CHANNEL_GONE",
    "the server is gone": "SERVER_GONE",
    "Crux cannot see the channel": "CHANNEL_HIDDEN",
    "Crux lacks the permission to post": "POSTING_FORBIDDEN",
    "Crux lacks the permission Read Message History, so it cannot see what it has posted": "HISTORY_HIDDEN",
    "the thread is archived": "THREAD_ARCHIVED",
    "the thread is locked": "THREAD_LOCKED",
}
"""The obstacles by the words with which they were stored."""


def upgrade() -> None:
    op.add_column("schedules", sa.Column("obstacle", sa.Text(), nullable=True))
    op.add_column("schedules", sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "schedules", sa.Column("obstacle_told", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    paused = sa.text("UPDATE schedules SET obstacle = :obstacle, retry_at = now() WHERE pause_reason = :reason")
    for reason, obstacle in OBSTACLES.items():
        op.execute(paused.bindparams(obstacle=obstacle, reason=reason))
    # A refusal that spoke of the moment alone paused for good.
    op.execute("UPDATE schedules SET pause_reason = NULL WHERE pause_reason LIKE 'Discord refused the digest (code %'")
    op.create_check_constraint(
        op.f("ck_schedules_obstacle_pauses"), "schedules", "obstacle IS NULL OR pause_reason IS NOT NULL"
    )
    op.create_check_constraint(
        op.f("ck_schedules_obstacle_is_tried_again"), "schedules", "(obstacle IS NULL) = (retry_at IS NULL)"
    )
    op.create_index(
        "ix_schedules_obstructed",
        "schedules",
        ["retry_at"],
        unique=False,
        postgresql_where=sa.text("obstacle IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_schedules_obstructed", table_name="schedules", postgresql_where=sa.text("obstacle IS NOT NULL"))
    op.drop_constraint(op.f("ck_schedules_obstacle_is_tried_again"), "schedules", type_="check")
    op.drop_constraint(op.f("ck_schedules_obstacle_pauses"), "schedules", type_="check")
    op.drop_column("schedules", "obstacle_told")
    op.drop_column("schedules", "retry_at")
    op.drop_column("schedules", "obstacle")

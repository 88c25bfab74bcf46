"""How likely people think the question's "yes" is: sealed until they are counted, then a tally"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TALLY = (
    "estimated_both",
    "estimated_before_only",
    "estimated_after_only",
    "moved_towards_yes",
    "moved_towards_no",
    "estimated_unmoved",
    "median_before",
    "median_after",
)
SHOWN = ("estimate_before", "estimate_after")
CHECKS = {
    "tally_is_whole": "num_nulls(estimated_both, estimated_before_only, estimated_after_only) IN (0, 3)",
    "ways_go_together": (
        "num_nulls(moved_towards_yes, moved_towards_no, estimated_unmoved, median_before, median_after) IN (0, 5)"
    ),
    "each_moved_one_way": "moved_towards_yes + moved_towards_no + estimated_unmoved = estimated_both",
    "medians": "least(median_before, median_after) >= 0 AND greatest(median_before, median_after) <= 100",
}


def upgrade() -> None:
    for name in TALLY:
        op.add_column("debates", sa.Column(name, sa.Integer(), nullable=True))
    for name, check in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_debates_{name}"), "debates", check)
    for name in SHOWN:
        op.add_column("participants", sa.Column(name, sa.SmallInteger(), nullable=True))
        op.create_check_constraint(op.f(f"ck_participants_{name}"), "participants", f"{name} BETWEEN 0 AND 100")
    op.create_table(
        "estimates",
        sa.Column("debate", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("phase IN ('before', 'after')", name=op.f("ck_estimates_phase")),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_estimates_percent")),
        sa.ForeignKeyConstraint(["debate"], ["debates.id"], name=op.f("fk_estimates_debate"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["debate", "person"],
            ["participants.debate", "participants.number"],
            name=op.f("fk_estimates_debate_person"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("debate", "person", "phase", name=op.f("pk_estimates")),
    )


def downgrade() -> None:
    op.drop_table("estimates")
    for name in SHOWN:
        op.drop_column("participants", name)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_debates_{name}"), "debates", type_="check")
    for name in TALLY:
        op.drop_column("debates", name)

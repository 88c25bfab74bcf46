"""A message that may be there though nobody has recorded it is looked for in the place where it may be"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

SLOTS = ("posting_begun", "dropped")
DROPPED = "posting_begun OR NOT dropped"
SOUGHT = "sought_in IS NULL OR posting_since IS NOT NULL"
CLOSED = (
    "slot = NULL, due_at = NULL, owner = NULL, posting_since = NULL, attempts = 0, telling = NULL, sought_in = NULL"
)


def upgrade() -> None:
    for name in SLOTS:
        op.add_column("slots", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    # Of what was claimed before, it was not written down whether its message was about to be posted.
    op.execute("UPDATE slots SET posting_begun = true WHERE state = 'claimed' AND seen IS NOT NULL")
    op.create_check_constraint(op.f("ck_slots_dropped_amid_posting"), "slots", DROPPED)
    op.add_column("server_digests", sa.Column("sought_in", sa.BigInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_server_digests_sought_amid_posting"), "server_digests", SOUGHT)


def downgrade() -> None:
    # The earlier schema would post what is only looked for.
    op.execute("UPDATE slots SET state = 'silent' WHERE dropped AND state = 'claimed'")
    op.execute(f"UPDATE server_digests SET {CLOSED} WHERE sought_in IS NOT NULL")
    op.drop_constraint(op.f("ck_server_digests_sought_amid_posting"), "server_digests")
    op.drop_column("server_digests", "sought_in")
    op.drop_constraint(op.f("ck_slots_dropped_amid_posting"), "slots")
    for name in reversed(SLOTS):
        op.drop_column("slots", name)

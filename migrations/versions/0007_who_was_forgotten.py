"""Whether a participant was forgotten stands beside them: who was counts nowhere"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PARTICIPANTS = sa.table(
    "participants",
    sa.column("debate", sa.BigInteger),
    sa.column("number", sa.Integer),
    sa.column("forgotten", sa.Boolean),
)
EVENTS = sa.table("events", sa.column("debate", sa.BigInteger), sa.column("verb", sa.Text), sa.column("data", JSONB))


def upgrade() -> None:
    op.add_column("participants", sa.Column("forgotten", sa.Boolean(), nullable=False, server_default=sa.false()))
    person, event = PARTICIPANTS.c, EVENTS.c
    told = (event.debate == person.debate) & (event.data["person"].as_integer() == person.number)
    op.execute(sa.update(PARTICIPANTS).where(event.verb == "person forgotten", told).values(forgotten=True))


def downgrade() -> None:
    op.drop_column("participants", "forgotten")

"""A stance says which answer to the same wording it moved from, and when: those who moved settle a crux"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FROM_THE_EVENTS = """
WITH taken AS (
    SELECT debate, sequence, at, entry,
           (data ->> 'person')::integer AS person,
           (data ->> 'wording')::integer AS wording,
           data ->> 'answer' AS answer,
           data ->> 'concession' IS NOT NULL AS conceding
    FROM events
    WHERE verb IN ('stance taken', 'stance withdrawn')
), behind AS (
    SELECT taken.*,
           lag(answer) OVER of_person AS answer_before,
           lag(wording) OVER of_person AS wording_before
    FROM taken
    WINDOW of_person AS (PARTITION BY debate, entry, person ORDER BY sequence)
), run AS (
    SELECT behind.*,
           max(sequence) FILTER (WHERE wording_before IS DISTINCT FROM wording)
               OVER (PARTITION BY debate, entry, person ORDER BY sequence) AS since
    FROM behind
), moved AS (
    SELECT DISTINCT ON (debate, entry, person) debate, entry, person, since, at,
           CASE WHEN sequence > since THEN answer_before END AS answer_before
    FROM run
    WHERE CASE WHEN sequence > since THEN answer_before <> answer ELSE conceding END
    ORDER BY debate, entry, person, sequence DESC
), latest AS (
    SELECT DISTINCT ON (debate, entry, person) debate, entry, person, since
    FROM run
    ORDER BY debate, entry, person, sequence DESC
)
UPDATE stances
SET moved_from = moved.answer_before, moved_at = moved.at
FROM moved
JOIN latest USING (debate, entry, person, since)
WHERE (stances.debate, stances.entry, stances.person) = (moved.debate, moved.entry, moved.person)
"""
"""Of each stance, the last move within the answers that were given, one behind the other, to its wording.

Who conceded moved there also from no answer.
"""


def upgrade() -> None:
    op.add_column("stances", sa.Column("moved_from", sa.Text(), nullable=True))
    op.add_column("stances", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(FROM_THE_EVENTS)
    op.create_check_constraint(
        op.f("ck_stances_moved_from"), "stances", "moved_from IN ('agree', 'disagree', 'unsure')"
    )
    op.create_check_constraint(
        op.f("ck_stances_moved_at_a_moment"), "stances", "moved_from IS NULL OR moved_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_stances_moved_at_a_moment"), "stances", type_="check")
    op.drop_constraint(op.f("ck_stances_moved_from"), "stances", type_="check")
    op.drop_column("stances", "moved_at")
    op.drop_column("stances", "moved_from")

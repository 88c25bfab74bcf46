"""A digest is signed within a day of its posting: the database holds what the rule says"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

REFUSE_LATE_SIGNATURE = """
CREATE FUNCTION crux_refuse_late_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM digests d
        WHERE d.debate = NEW.debate AND d.sequence = NEW.digest AND NEW.at >= d.at + interval '24 hours'
    ) THEN
        RAISE EXCEPTION 'signed_within_a_day: digest % of debate % was posted a day before or earlier',
            NEW.digest, NEW.debate
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_within_a_day', TABLE = 'signatures';
    END IF;
    RETURN NULL;
END $$
"""
"""A day has 24 hours, also where the session is in a time zone in which one has 23."""

GUARDS = (
    "CREATE CONSTRAINT TRIGGER signed_within_a_day AFTER INSERT OR UPDATE ON signatures "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION crux_refuse_late_signature()",
    "CREATE TRIGGER digests_keep_their_moment BEFORE UPDATE ON digests FOR EACH ROW "
    "WHEN (NEW.debate IS DISTINCT FROM OLD.debate OR NEW.sequence IS DISTINCT FROM OLD.sequence "
    "OR NEW.at IS DISTINCT FROM OLD.at) "
    "EXECUTE FUNCTION crux_refuse_change()",
    "ALTER TABLE signatures ENABLE ALWAYS TRIGGER signed_within_a_day",
)
"""A signature is looked at when the transaction ends, as foreign keys are; but an import, which leaves those out,
does not leave this out. Were a digest moved to an earlier moment, its signatures would be late without a write of
their own."""


def upgrade() -> None:
    op.execute(REFUSE_LATE_SIGNATURE)
    for guard in GUARDS:
        op.execute(guard)


def downgrade() -> None:
    op.execute("DROP TRIGGER digests_keep_their_moment ON digests")
    op.execute("DROP TRIGGER signed_within_a_day ON signatures")
    op.execute("DROP FUNCTION crux_refuse_late_signature()")

"""`crux run`: the bot on Discord."""

from bot.cli.opening import address, settings_or_fail
from bot.cli.terminal import fail
from bot.garbage import in_bulk, spare_what_is_there


def run() -> None:
    """Run the bot: start PostgreSQL unless DATABASE_URL is set, migrate, and log in; without a token, the demo."""
    settings = settings_or_fail()
    if settings.discord_token is None:
        # A bot on Discord has no use for what the demo imports.
        from bot.cli.demo import run_without_token

        run_without_token(settings)
        return
    with address(settings) as url:
        # Discord's library takes longer to import than most other commands take in all.
        with in_bulk():
            from bot.app import run_bot
            from bot.running import CannotRun, run_until_done
            from cogs import import_all

            import_all()
        spare_what_is_there()
        try:
            run_until_done(run_bot(settings, url, settings.discord_token.get_secret_value()))
        except CannotRun as wrong:
            fail(str(wrong))

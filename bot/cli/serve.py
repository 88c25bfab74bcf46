"""`crux serve`: what people do, taken by HTTP from Discord, with no gateway."""

from typing import Annotated

import typer

from bot.cli.opening import address, settings_or_fail
from bot.cli.terminal import fail
from bot.garbage import in_bulk, spare_what_is_there
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words
from bot.words import usage

Port = Annotated[
    int | None,
    typer.Option("--interactions", metavar="PORT", min=1, max=65535, help=usage.INTERACTIONS_PORT, show_default=False),
]
Host = Annotated[str | None, typer.Option(help=usage.INTERACTIONS_HOST, show_default=False)]


def serve(interactions: Port = None, host: Host = None) -> None:
    """Answer what people do, as Discord posts it to an address; one `crux run` beside it does the rest."""
    settings = settings_or_fail()
    port = interactions or settings.interactions_port
    if port is None:
        fail(words.no_interactions_port(TERMINAL))
    if settings.discord_token is None:
        fail(words.serving_needs_a_token(TERMINAL))
    token = settings.discord_token.get_secret_value()
    with address(settings) as url:
        # Discord's library takes longer to import than most other commands take in all.
        with in_bulk():
            from bot.running import CannotRun, run_until_done
            from bot.serve import serve as serve_until_stopped
            from cogs import import_all

            import_all()
        spare_what_is_there()
        try:
            run_until_done(serve_until_stopped(settings, url, token, host or settings.interactions_host, port))
        except CannotRun as wrong:
            fail(str(wrong))

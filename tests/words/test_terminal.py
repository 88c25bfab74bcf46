"""What the `crux` command prints."""

from bot.render.front_ends import TERMINAL
from bot.words import terminal


def test_how_to_run_ends_with_the_invitation_and_the_command() -> None:
    told = terminal.how_to_run(TERMINAL, 7).splitlines()

    assert told[-2].endswith("client_id=YOUR_APPLICATION_ID&scope=bot+applications.commands&permissions=7")
    assert told[-1] == "  4. make run"


def test_files_that_were_written() -> None:
    assert terminal.written_all(TERMINAL, "out", ["map.svg", "map.png"]) == "Written to out: map.svg, map.png"
    assert terminal.backed_up(TERMINAL, "b.dump") == (
        "Written to b.dump. Keep it as safe as the database: it holds people's words."
    )

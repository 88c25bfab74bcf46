"""`crux import`: what another tool has written, by what it looks like; and `crux standing` of the same."""

import asyncio
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from bot.exchange import ledger_lines
from bot.exchange.ledger_events import event_out
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.exchange.polis_reports import SMALL
from tests.exchange.test_kialo import DISCUSSION
from tests.process.commands import crux
from tests.render.dialects.exported import CLAIM, CONCESSION, CRUX, chat


async def test_a_report_and_a_discussion_come_in_and_say_so_in_one_line(fresh_database: str, tmp_path: Path) -> None:
    report, discussion = tmp_path / "report.zip", tmp_path / "discussion.txt"
    with zipfile.ZipFile(report, "w") as archive:
        for name, text in SMALL.files().items():
            archive.writestr(f"report/{name}", text)
    discussion.write_text(DISCUSSION, encoding="utf-8")

    polis = await crux(fresh_database, tmp_path, "import", str(report), "--thread", "70", "--server", "7")
    again = await crux(fresh_database, tmp_path, "import", str(report), "--thread", "70", "--server", "7")
    kialo = await crux(fresh_database, tmp_path, "import", str(discussion))
    listed = json.loads((await crux(fresh_database, tmp_path, "debates", "--json")).text)
    verified = await crux(fresh_database, tmp_path, "verify")

    assert polis.text == (
        "Imported debate 70: 3 claims, 4 people, 6 votes, 2 sides. Left out: 1 comment that moderators rejected. "
        "Left out: 1 vote on comments that do not count.\n"
    )
    assert again.code == 2
    assert len(again.lines) == 1
    assert kialo.text.endswith(": 6 claims, 1 person, 0 votes, 0 sides.\n")
    assert {(len(debate["thread_id"]), debate["server_id"]) for debate in listed} == {(2, "7"), (15, "0")}
    assert verified.code == 0


async def test_the_parts_of_a_channel_bring_suggestions(fresh_database: str, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "chat [part 1].json").write_bytes(chat(CLAIM, CRUX))
    (parts / "chat [part 2].json").write_bytes(chat(CONCESSION))

    told = await crux(fresh_database, tmp_path, "import", str(parts), "--format", "discord")

    assert told.text == (
        "Channel 70: 3 messages read. New: 3 suggestions. "
        "Moderators look through them in that channel: /ledger review.\n"
    )


async def test_what_a_newer_crux_added_is_left_out_and_said(fresh_database: str, tmp_path: Path) -> None:
    newer = ledger_lines.first_line(DEBATE).decode().replace('"version":1', '"version":1,"minor":4')
    events = [json.dumps(event_out(line) | {"device": "phone"}) for line in sealed(EVERYTHING)]
    (tmp_path / "newer.ndjson").write_text("\n".join([newer.strip(), *events]), encoding="utf-8")

    told = await crux(fresh_database, tmp_path, "import", "newer.ndjson")

    assert told.text.splitlines() == [
        f"Imported debate {DEBATE}.",
        "A newer Crux wrote the file (version 1.4). What is not known here was left out: "
        f"events.device ({len(events)}).",
    ]


async def test_a_report_stands_as_its_votes_do_without_a_database(tmp_path: Path) -> None:
    for name, text in SMALL.files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    told = await crux("postgresql://crux@127.0.0.1:1/crux", tmp_path, "standing", ".", "--json")

    assert [row["comment"] for row in json.loads(told.text)] == [0, 3, 5]
    assert json.loads(told.text)[0]["sides"]["Group A"]["disagree"] == 1


async def test_what_cannot_come_in_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "zip.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    nowhere = "postgresql://crux@127.0.0.1:1/crux"

    for arguments, line in (
        (("empty",), "crux: empty: nothing in it is known: it holds –. The formats are crux, polis, kialo, discord"),
        (("zip.zip",), "crux: zip.zip: no zip that can be read: File is not a zip file"),
        (("zip.zip", "--thread", "7"), "crux: --thread and --server go together."),
    ):
        ended = await crux(nowhere, tmp_path, "import", *arguments)
        assert (ended.code, ended.lines) == (2, [line])


async def test_a_file_may_come_from_a_pipe(fresh_database: str, tmp_path: Path) -> None:
    lines = ledger_lines.first_line(DEBATE) + b"".join(map(ledger_lines.line, sealed(EVERYTHING)))
    told = []
    for given, options in ((lines, ()), (DISCUSSION.encode(), ()), (chat(CLAIM), ("--format", "discord"))):
        told.append(await piped(fresh_database, given, "import", "/dev/stdin", *options))

    assert [one.returncode for one in told] == [0, 0, 0]
    assert told[0].stdout == f"Imported debate {DEBATE}.\n".encode()
    assert told[1].stdout.endswith(b": 6 claims, 1 person, 0 votes, 0 sides.\n")
    assert told[2].stdout.startswith(b"Channel 70: 1 message read.")


async def piped(database: str, given: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command with that on its standard input, which is a pipe."""
    command = (sys.executable, "-c", "from bot.cli import main; main()", *arguments)
    settings = os.environ | {"DATABASE_URL": database}
    return await asyncio.to_thread(
        subprocess.run, command, input=given, env=settings, capture_output=True, timeout=60, check=False
    )

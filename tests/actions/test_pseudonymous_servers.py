"""Under pseudonyms, nobody of a server is named in any of its debates: people speak of those of other debates too."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from bot.actions.exports import debates_of_server, export_ledger, write_server
from bot.actions.imports import import_ledger
from bot.actions.privacy import forget_person
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Kind
from bot.ledger.pseudonymity import PSEUDONYMOUS_SERVER
from bot.ledger.record import events as e
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows
from tests.exchange.pseudonyms.ledgers import bare
from tests.exchange.pseudonyms.text_of import text_of

WRITER = LedgerWriter(DISCORD)
NOON = datetime(2026, 6, 1, 12, 34, 56, tzinfo=UTC)
GUILD, OTHER_GUILD = 1230000000000000002, 1230000000000000003
HOUSING, CATS, DOGS = 1330000000000000010, 1330000000000000020, 1330000000000000030
ANNA, XAVER, YOLANDA = 900000000000000001, 900000000000000002, 900000000000000003
NEEDLES = ("anna", "brillig", "annika", "xaver", "otting", "quillo")
NUMBERS = tuple(str(number) for number in (GUILD, HOUSING, CATS, ANNA, XAVER))


@pytest.fixture
async def two_debates(sessions: Sessions) -> Sessions:
    """Two debates of a server in which people speak of those of the other one, and a debate of another server."""
    housing = (
        e.DebateOpened(GUILD, False, "Is Xaver Ötting right on rents?"),
        e.ParticipantMet(1, str(ANNA), "Anna Brillig"),
        e.SideNamed(1, "With Xaver"),
        e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="XAVER OTTING, @quillo and Annika say so, not Yolanda"),
        e.TermDefined(1, 1, 1, term="Quillo's rent", meaning="what quillo pays"),
    )
    cats = (
        e.DebateOpened(GUILD, False, "Cats?"),
        e.ParticipantMet(1, str(XAVER), "quillo"),
        e.ParticipantRenamed(1, "Xaver Ötting"),
        e.ParticipantMet(2, str(ANNA), "Annika"),
        e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="Anna Brillig likes cats, and so does Xaver"),
    )
    dogs = (e.DebateOpened(OTHER_GUILD, False, "Dogs?"), e.ParticipantMet(1, str(YOLANDA), "Yolanda"))
    async with sessions.begin() as session:
        for debate, changes in ((HOUSING, housing), (CATS, cats), (DOGS, dogs)):
            head = await debate_rows.create(session, debate, changes[0].guild, NOON)
            await append.record(session, head, 1, changes, NOON)
    return sessions


async def ledger_of(sessions: Sessions, debate: int) -> dict[str, list[dict[str, str]]]:
    """What stands in the debate, as its JSON under pseudonyms says."""
    file = json.loads(await export_ledger(sessions, debate, Format.JSON, WRITER, pseudonymous=True))
    ledger: dict[str, list[dict[str, str]]] = file["ledger"]
    return ledger


async def statement_in(sessions: Sessions, debate: int) -> str:
    return (await ledger_of(sessions, debate))["entries"][0]["statement"]


async def test_of_somebody_of_another_debate_it_says_that_a_person_is_named(two_debates: Sessions) -> None:
    assert (await ledger_of(two_debates, HOUSING))["question"] == "Is (person) right on rents?"
    assert await statement_in(two_debates, HOUSING) == "(person), (person) and P1 say so, not Yolanda"
    assert await statement_in(two_debates, CATS) == "B1 likes cats, and so does A1"


@pytest.mark.parametrize("form", Format)
async def test_no_name_of_the_server_is_left_in_any_format_of_any_of_its_debates(
    two_debates: Sessions, form: Format
) -> None:
    for debate in (HOUSING, CATS):
        text = bare(text_of(await export_ledger(two_debates, debate, form, WRITER, pseudonymous=True)))
        assert [needle for needle in (*NEEDLES, *NUMBERS) if needle in text] == []


async def test_a_zip_of_the_server_says_the_same_and_its_index_and_file_names_lead_nowhere(
    two_debates: Sessions,
) -> None:
    file = io.BytesIO()
    debates = await debates_of_server(two_debates, GUILD)
    await write_server(two_debates, debates, Format.JSON, WRITER, file, pseudonymous=True)

    as_they_are = io.BytesIO()
    await write_server(two_debates, debates, Format.JSON, WRITER, as_they_are)

    text, real = bare(text_of(file.getvalue())), bare(text_of(as_they_are.getvalue()))
    assert [needle for needle in (*NEEDLES, *NUMBERS, "12:34:56") if needle not in real] == []
    assert [needle for needle in (*NEEDLES, *NUMBERS, "12:34:56") if needle in text] == []
    with zipfile.ZipFile(file) as whole:
        names = whole.namelist()
        index = json.loads(whole.read("index.json"))
        rows = list(csv.DictReader(io.StringIO(whole.read("index.csv").decode("utf-8-sig"))))
        for debate, name in zip(debates, names, strict=False):
            assert whole.read(name) == await export_ledger(two_debates, debate, Format.JSON, WRITER, pseudonymous=True)
    assert names == ["1-is-person-right-on-rents.json", "2-cats.json", "index.csv", "index.json"]
    assert index["server"] == str(PSEUDONYMOUS_SERVER)
    for row in (*rows, *index["debates"]):
        assert row["opened_at"] == "2026-06-01T00:00:00+00:00"
        assert int(row["debate"]) < 10**15
    assert [row["question"] for row in rows] == ["Is (person) right on rents?", "Cats?"]


async def test_who_is_forgotten_has_no_name_that_could_be_looked_for(two_debates: Sessions) -> None:
    await forget_person(two_debates, XAVER, NOON)

    assert await statement_in(two_debates, HOUSING) == "XAVER OTTING, (mention) and P1 say so, not Yolanda"


async def test_pseudonyms_of_one_ledger_are_nobodys_names_in_another(two_debates: Sessions) -> None:
    """Ledgers under pseudonyms say that they are all of one server: each is itself under pseudonyms all the same."""
    files = [
        await export_ledger(two_debates, debate, Format.JSON, WRITER, pseudonymous=True) for debate in (HOUSING, CATS)
    ]
    numbers = [(await import_ledger(two_debates, begun(file.decode()))).id for file in files]

    for number, file in zip(numbers, files, strict=True):
        again = json.loads(await export_ledger(two_debates, number, Format.JSON, WRITER, pseudonymous=True))
        assert again["events"] == json.loads(file)["events"]

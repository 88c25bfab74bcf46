"""Files under attack: what is no such file is refused in one short line, and what is one comes back as it was."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet

from bot.exchange import (
    debate_file,
    kialo,
    ledger_csv,
    ledger_csv_set,
    ledger_json,
    polis,
    polis_ledger,
    votes,
)
from bot.exchange.dag_cbor import cid
from bot.exchange.debate_fields import DebateFileError
from bot.exchange.debate_order import in_order
from bot.exchange.formats import Format
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.named_files import NamedFiles, files_of_zip
from bot.exchange.new_ledger import Destination, ForeignLedger
from bot.exchange.zips import write_zip
from bot.ledger.file_problems import FileError
from bot.ledger.ledger import NO_SERVER
from bot.ledger.record import events as e
from bot.ledger.record.replay import replay
from bot.ledger.record.taken_in import Taken
from bot.ledger.standing.standing import standing
from bot.ledger.telling.digest import compose
from bot.render.front_ends import DISCORD, TERMINAL
from bot.render.report import MapMarkup, report
from bot.words.files import said
from tests.exchange.ledgers import EVERYTHING, START, sealed
from tests.exchange.polis_reports import SMALL, named
from tests.exchange.test_kialo import DISCUSSION
from tests.exchange.test_ledger_markdown import OURS
from tests.exchange.test_ledger_markdown import hostile as everywhere
from tests.exchange.written import Standing, in_one_piece, standing_in
from tests.exchange.written import written as written_as
from tests.fuzz.hostile import Hostile
from tests.render.report.pages import history_of

LINE_LIMIT = 400
"""An error's line is read by a person."""

EVENTS = [line.event for line in sealed(EVERYTHING)]
LEDGER = json.loads(ledger_json.dumps(sealed(EVERYTHING)))
DEBATE = json.loads((Path(__file__).parents[2] / "bot" / "demo" / "open-ended-rl.json").read_text(encoding="utf-8"))
VOTES = "participant,group,comment,vote\n" + "".join(
    f"p{person},{'ab'[person % 2]},{comment},{(person * comment) % 3 - 1}\n"
    for person in range(6)
    for comment in (1, 2)
)


def one_clear_line(wrong: FileError) -> None:
    """What is said of a file is one line, of bounded length, that any terminal can show."""
    line = said(TERMINAL, wrong)
    assert line
    assert len(line) <= LINE_LIMIT, line
    assert len(line.splitlines()) == 1, line
    assert line.encode().decode() == line
    assert "\x1b" not in line
    assert "\0" not in line


def ledger_file(hostile: Hostile) -> None:
    text = hostile.document(LEDGER)
    try:
        lines = ledger_json.loads(text)
    except LedgerFileError as wrong:
        one_clear_line(wrong)
        return
    written = ledger_json.dumps(lines)
    assert ledger_json.loads(written) == lines
    assert holds(json.loads(text.removeprefix("\ufeff")), json.loads(written))


def holds(given: object, written: object) -> bool:
    """Whether a file says all that is written of it again; what a newer Crux may have added is left out."""
    if isinstance(given, dict) and isinstance(written, dict):
        return all(key in given and holds(given[key], value) for key, value in written.items())
    if isinstance(given, list) and isinstance(written, list):
        return len(given) == len(written) and all(map(holds, given, written))
    return type(given) is type(written) and given == written


def written_debate(hostile: Hostile) -> None:
    try:
        debate = debate_file.read(hostile.document(DEBATE))
        moments = [moment for moment, _ in in_order(debate)]
    except DebateFileError as wrong:
        one_clear_line(wrong)
        return
    assert moments == sorted(moments)


def no_document(hostile: Hostile) -> None:
    """Text that is no file of ours at all."""
    text = hostile.mangled(hostile.words())
    for read, error in ((ledger_json.loads, LedgerFileError), (debate_file.read, DebateFileError)):
        try:
            read(text)
        except error as wrong:
            one_clear_line(wrong)
        else:
            raise AssertionError("that is no file")


def vote_file(hostile: Hostile) -> None:
    text = VOTES
    for _ in range(hostile.random.randint(1, 3)):
        rows = text.split("\n")
        place = hostile.random.randrange(len(rows))
        cells = rows[place].split(",")
        cells[hostile.random.randrange(len(cells))] = hostile.pick(
            (hostile.words(2), str(hostile.number()), "9" * 5000)
        )
        rows[place] = ",".join(cells)
        text = "\n".join(rows)
    if hostile.chance(0.3):
        text = hostile.mangled(text)
    try:
        found = votes.standing_of(votes.read_votes(text))
    except FileError as wrong:
        one_clear_line(wrong)
        return
    rows_of = votes.as_rows(found)
    json.dumps(rows_of)
    assert len(votes.as_table(TERMINAL, found).splitlines()) == len(rows_of) + 1


def foreign_file(hostile: Hostile) -> None:
    """A report of Polis, as files or as a zip, and a discussion of Kialo: what comes in can be brought in once more."""
    report = {name: text.encode() for name, text in SMALL.files().items()}
    try:
        if hostile.chance(0.2):
            foreign = kialo.read(_damaged(hostile, DISCUSSION.encode()).decode(errors="replace"), START)
        elif hostile.chance(0.2):
            packed = in_one_piece(partial(write_zip, {name: (content,) for name, content in report.items()}))
            foreign = _conversation(files_of_zip(io.BytesIO(_damaged(hostile, packed))))
        else:
            damaged = hostile.pick(tuple(report))
            foreign = _conversation(named(report | {damaged: _damaged(hostile, report[damaged])}))
    except FileError as wrong:
        one_clear_line(wrong)
        return
    lines = list(foreign.sealed(Destination(5, NO_SERVER), bytes, Taken()))
    assert ledger_json.loads(ledger_json.dumps(lines)) == lines


def _conversation(files: NamedFiles) -> ForeignLedger:
    conversation = polis.read(files)
    votes.standing_of(polis_ledger.votes_of(conversation))
    return polis_ledger.ledger_of(conversation, "a file")


def _damaged(hostile: Hostile, file: bytes) -> bytes:
    """The file with some bytes taken out, and others in their place."""
    damaged = bytearray(file)
    for _ in range(hostile.random.randint(1, 4)):
        place = hostile.random.randrange(len(damaged) + 1)
        words = hostile.piece().encode(errors="ignore")
        piece = hostile.pick((b"", b'"', b",", b"\n", b"\0", b"\xff", b"9" * 18, words))
        damaged[place : place + hostile.random.choice((0, 1, 20))] = piece
    return bytes(damaged)


ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
"""What stands behind a backslash has no force, in chat and in Markdown."""

FORMULA = tuple("=+-@|%\t\r\n＝＋－＠")


def csv_export(hostile: Hostile) -> None:
    words = hostile.text().replace("\0", "") or "x"
    written = "".join(ledger_csv.lines(DISCORD, Standing(everywhere(words[:4000]))))
    assert written.startswith("\ufeff")
    for row in csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")):
        for cell in row:
            assert not cell.startswith(FORMULA), cell
            assert not cell.lstrip().startswith(FORMULA), cell
    written.encode()


def csv_set_export(hostile: Hostile) -> None:
    words = hostile.text().replace("\0", "")[:300] or "x"
    lines = sealed((*EVERYTHING, e.QuestionAsked(words), e.EntryReworded(1, 3, words)))
    with zipfile.ZipFile(io.BytesIO(written_as(Format.CSV_SET, lines))) as file:
        tables = {name: file.read(name).decode("utf-8-sig") for name in file.namelist()}
    assert json.loads(tables.pop(ledger_csv_set.DESCRIPTOR))["title"] == words
    for table in tables.values():
        for row in csv.reader(io.StringIO(table, newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith(FORMULA)]
    events = list(csv.DictReader(io.StringIO(tables["events.csv"], newline="")))
    assert [json.loads(row["words"]) for row in events[-2:]] == [{"question": words}, {"statement": words}]


def markdown_export(hostile: Hostile) -> None:
    words = hostile.text().replace("\0", "") or "x"
    written = standing_in(Format.MARKDOWN, everywhere(words[:4000]))
    assert len(written.splitlines()) == len(standing_in(Format.MARKDOWN, everywhere("x")).splitlines())
    assert all(OURS.match(line) for line in written.splitlines())
    bare = ESCAPED.sub("", written)
    assert (
        re.search(r"<(?!https://discord\.com/channels/[0-9/]+>)|://(?!discord\.com/)|javascript:(?!\u200b)", bare)
        is None
    )
    written.encode()


def html_export(hostile: Hostile) -> None:
    words = hostile.text().replace("\0", "") or "x"
    ledger = everywhere(words[:4000])
    written, plain = (
        "".join(
            report(
                DISCORD,
                each,
                history_of(each, EVENTS),
                MapMarkup(),
                compose(each, None, START),
                standing(each),
                START,
            )
        )
        for each in (ledger, everywhere("x"))
    )
    tags, expected = Tags(), Tags()
    tags.feed(written)
    expected.feed(plain)
    assert tags.seen <= expected.seen
    assert tags.addresses == expected.addresses
    assert written.count("<script") == plain.count("<script") == 2
    written.encode()


class Tags(HTMLParser):
    """Which tags a page has, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)


def json_export(hostile: Hostile) -> None:
    words = hostile.text().replace("\0", "")[:300] or "x"
    lines = sealed((*EVERYTHING, e.QuestionAsked(words), e.EntryReworded(1, 3, words)))
    written = ledger_json.dumps(lines)
    assert ledger_json.loads(written.encode().decode()) == lines
    assert replay(line.event for line in lines).entries[1].statement == words


ALIVE = re.compile(r"\}(?:f|hyperlinks?|externalLinks?|oleObjects?)$")
"""The elements of a workbook that do something by themselves."""


def xlsx_export(hostile: Hostile) -> None:
    """Every sheet is well-formed, nothing in it is live, and words are text as they were."""
    words = hostile.text().replace("\0", "")[:300] or "x"
    written = written_as(Format.XLSX, sealed((*EVERYTHING, e.EntryReworded(1, 3, words))))
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
    for sheet in sheets:
        assert not any(ALIVE.search(element.tag) for element in ElementTree.fromstring(sheet).iter())


def parquet_export(hostile: Hostile) -> None:
    words = hostile.text().replace("\0", "")[:300] or "x"
    lines = sealed((*EVERYTHING, e.EntryReworded(1, 3, words)))
    file = written_as(Format.PARQUET, lines)
    *_, last = pyarrow.parquet.ParquetFile(io.BytesIO(file)).read(["statement"]).to_pylist()
    assert last["statement"] == words


def argdown_export(hostile: Hostile) -> None:
    """No one's words make a line, and of the signs that Argdown looks for in a statement none is bare."""
    found, plain = (
        standing_in(Format.ARGDOWN, everywhere(words)).splitlines() for words in (hostile.text()[:4000] or "x", "x")
    )
    assert len(found) == len(plain)
    for line in found:
        statement, _, data = re.sub(r"\\.", "", line).rpartition(' {"author"')
        assert re.search(r"[{}<>_*\\/|=]|#(?!(?:claim|crux|concession)$)", statement[len("[#1]: ") :]) is None, line
        assert data.count("{") == data.count("}") - bool(statement), line


def mermaid_export(hostile: Hostile) -> None:
    found, plain = (
        standing_in(Format.MERMAID, everywhere(words)).splitlines() for words in (hostile.text()[:4000] or "x", "x")
    )
    assert len(found) == len(plain)
    labels = re.compile(r'"[^"]*"')
    assert [labels.sub("", line) for line in found] == [labels.sub("", line) for line in plain]
    assert all(re.search(r"[<>`{}\[\]|%:*_]", label) is None for line in found for label in labels.findall(line))


def graphml_export(hostile: Hostile) -> None:
    found, plain = (
        ElementTree.fromstring(standing_in(Format.GRAPHML, everywhere(words)))
        for words in (hostile.text()[:4000] or "x", "x")
    )
    assert [(each.tag, each.attrib) for each in found.iter()] == [(each.tag, each.attrib) for each in plain.iter()]


def aif_export(hostile: Hostile) -> None:
    ledger = everywhere(hostile.text()[:4000] or "x")
    graph = json.loads(standing_in(Format.AIF, ledger))
    assert graph["nodes"] == json.loads(standing_in(Format.XAIF, ledger))["AIF"]["nodes"]
    names = {node["nodeID"] for node in graph["nodes"]}
    assert all({edge["fromID"], edge["toID"]} <= names for edge in graph["edges"])


def dds_export(hostile: Hostile) -> None:
    words = hostile.text()[:4000] or "x"
    lines = sealed((*EVERYTHING, e.QuestionAsked(words), e.EntryReworded(1, 3, words), e.SideRenamed(1, words)))
    for line in written_as(Format.DDS, lines).decode().split("\n")[:-1]:
        record = json.loads(line)
        assert record["cid"] == cid(record["value"])
        assert len(record["value"].get("name", "").encode()) <= 200


FORMATS: dict[str, Callable[[Hostile], None]] = {
    check.__name__: check
    for check in (
        ledger_file,
        written_debate,
        no_document,
        vote_file,
        foreign_file,
        csv_export,
        csv_set_export,
        html_export,
        markdown_export,
        json_export,
        parquet_export,
        xlsx_export,
        argdown_export,
        mermaid_export,
        graphml_export,
        aif_export,
        dds_export,
    )
}
"""Every format; a new renderer or reader is one more line here."""

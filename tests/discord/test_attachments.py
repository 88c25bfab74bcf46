"""What is written comes out as files that Discord takes: as it is, zipped, or in parts that make the zip again."""

import io
import random
import zipfile
from collections.abc import Iterable, Sequence

import pytest

from bot.discord import attachments
from bot.discord.attachments import Attachment, Attachments, messages
from bot.ledger.refusals import FileTooLarge

LIMIT = 1000
TAKEN = int(LIMIT * attachments.MARGIN)
WORDS = b"Rents fall when we build. " * 100
NOISE = random.Random(1).randbytes(10 * TAKEN)


async def files(pieces: Iterable[bytes], name: str = "debate.json") -> list[tuple[str, bytes]]:
    """The files that pieces come out as, by name."""
    with Attachments(LIMIT) as written:
        take = written.named(name)
        for piece in pieces:
            await take(piece)
        found = await written.attached()
        contents = [(file.name, file.file.read()) for file in found]
        assert [file.size for file in found] == [len(content) for _, content in contents]
    assert all(file.file.closed for file in found)
    return contents


def unpacked(packed: bytes) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as inside:
        assert inside.testzip() is None
        (name,) = inside.namelist()
        return name, inside.read(name)


@pytest.mark.parametrize("size", [0, 1, TAKEN])
async def test_what_fits_comes_as_it_is(size: int) -> None:
    assert await files([WORDS[:size]]) == [("debate.json", WORDS[:size])]


@pytest.mark.parametrize("piece", [1, 7, len(WORDS)])
async def test_what_does_not_is_zipped(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "PIECE", 100)
    ((name, packed),) = await files(WORDS[start : start + piece] for start in range(0, len(WORDS), piece))

    assert name == "debate.json.zip"
    assert len(packed) <= TAKEN < len(WORDS)
    assert unpacked(packed) == ("debate.json", WORDS)


async def test_what_does_not_fit_zipped_either_comes_in_parts() -> None:
    found = await files([NOISE[: 3 * TAKEN]])

    assert [name for name, _ in found] == [f"debate.json.zip.00{part}" for part in (1, 2, 3, 4)]
    assert [len(content) for _, content in found[:-1]] == [TAKEN] * 3
    assert unpacked(b"".join(content for _, content in found)) == ("debate.json", NOISE[: 3 * TAKEN])


async def test_a_zip_is_not_zipped_again() -> None:
    found = await files([NOISE[: 2 * TAKEN]], "debate.polis.zip")

    assert found == [("debate.polis.zip.001", NOISE[:TAKEN]), ("debate.polis.zip.002", NOISE[TAKEN : 2 * TAKEN])]


async def test_the_same_file_gives_the_same_parts() -> None:
    assert await files([NOISE[: 2 * TAKEN]]) == await files([NOISE[: 2 * TAKEN]])


async def test_what_takes_too_many_parts_is_refused_before_all_of_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_PARTS", 3)
    monkeypatch.setattr(attachments, "PIECE", 100_000)
    noise, read = random.Random(1), 0

    async def write_all(written: Attachments) -> None:
        nonlocal read
        for _ in range(60):
            await written.named("debate.json")(noise.randbytes(100_000))
            read += 100_000

    with Attachments(1_000_000) as written, pytest.raises(FileTooLarge):
        await write_all(written)

    assert 2_600_000 < read < 3_000_000


async def test_what_older_programs_cannot_unpack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "ZIP64_LIMIT", 10 * len(WORDS))

    with pytest.raises(FileTooLarge):
        await files([WORDS] * 11)
    assert len(await files([WORDS] * 10)) == 1


def sizes(carried: Iterable[Sequence[Attachment]]) -> list[list[int]]:
    return [[each.size for each in one] for one in carried]


def test_a_message_carries_ten_files_and_no_more_than_a_request_takes() -> None:
    def of(size: int, count: int) -> list[Attachment]:
        return [Attachment("x", None, size)] * count  # type: ignore[arg-type]

    most = attachments.LARGEST_MESSAGE
    assert sizes(messages(of(1, 1))) == [[1]]
    assert sizes(messages(of(1, 21))) == [[1] * 10, [1] * 10, [1]]
    assert sizes(messages(of(most // 2, 3))) == [[most // 2] * 2, [most // 2]]
    assert sizes(messages(of(2 * most, 2))) == [[2 * most], [2 * most]]

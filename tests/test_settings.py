"""Settings: read from the environment and `.env`; a wrong one is named in one line that repeats no secret."""

from pathlib import Path

import pytest

from bot.settings import SECRETS, Settings, SettingsError, load, unknown_names

NAMES = (
    "DISCORD_TOKEN",
    "DISCORD_TOKEN_FILE",
    "DATABASE_URL",
    "DATABASE_URL_FILE",
    "DISCORD_API_URL",
    "DISCORD_GATEWAY_URL",
    "XDG_DATA_HOME",
)
CRUX = (
    "DATA_DIR",
    "SHORTEST_CADENCE",
    "TICK_SECONDS",
    "POOL_SIZE",
    "PGBOUNCER",
    "REPLICA_URL",
    "REPLICA_URL_FILE",
    "SHARD_COUNT",
    "SHARDS",
    "RETENTION_DAYS",
    "KEPT_DAYS",
    "LANGUAGE",
    "ANYONE_OPENS_SIDES",
    "CARD_BY_ITSELF",
    "TAGS_AN_HOUR",
    "OPEN_ENTRIES",
    "METRICS_PORT",
    "METRICS_HOST",
    "LOG_LEVEL",
    "LOG_FORMAT",
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty environment, in a folder with no `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in (*NAMES, *(f"CRUX_{name}" for name in CRUX)):
        monkeypatch.delenv(name, raising=False)


def loaded(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> Settings:
    monkeypatch.setenv(name, value)
    return load()


def test_nothing_needs_to_be_set() -> None:
    settings = load()
    assert settings.discord_token is None
    assert settings.database_url is None
    assert settings.shortest_cadence == 3600
    assert settings.data_dir.name == "crux"


@pytest.mark.parametrize("name", [*NAMES, *(f"CRUX_{name}" for name in CRUX)])
def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert loaded(monkeypatch, name, "") == load()


def test_a_file_is_read_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-the-file\nCRUX_POOL_SIZE=3\nSOMEBODY_ELSES=1\n")
    settings = loaded(monkeypatch, "CRUX_POOL_SIZE", "7")
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "from-the-file"
    assert "from-the-file" not in repr(settings)
    assert settings.pool_size == 7


def test_a_mark_at_the_beginning_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-notepad\n", encoding="utf-8-sig")

    assert load().discord_token is not None


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^\.env is wrong"):
        load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://ana:pw@db/crux"),
        ("DATABASE_URL", "postgresql://ana:pw@db:5433/crux?sslmode=require"),
        ("DATABASE_URL", "postgresql+asyncpg://crux@/crux?host=/run/postgresql"),
        ("DATABASE_URL", "postgresql://ana:pw@db1,db2:5433/crux?target_session_attrs=read-write"),
        ("DISCORD_API_URL", "http://127.0.0.1:8080/api/v10"),
        ("DISCORD_GATEWAY_URL", "ws://127.0.0.1:8081"),
    ],
)
def test_addresses_are_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert getattr(loaded(monkeypatch, name, value), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://ana:s3cret@db/crux"),
        ("DATABASE_URL", "postgresql://ana:s3cret/more@db/crux"),
        ("DATABASE_URL", "postgresql://ana:s3cret@db:s3cret/crux"),
        ("DATABASE_URL", "postgresql://ana:s3cret@[db/crux"),
        ("DATABASE_URL", "postgresql://ana:s3cret@db1,/crux"),
        ("DATABASE_URL", "postgresql://ana:s3cret@db1,db2:s3cret/crux"),
        ("DATABASE_URL", "s3cret"),
        ("DISCORD_API_URL", "ftp://s3cret"),
        ("DISCORD_GATEWAY_URL", "http://s3cret"),
        ("CRUX_SHORTEST_CADENCE", "0"),
        ("CRUX_SHORTEST_CADENCE", "s3cret"),
        ("CRUX_TICK_SECONDS", "nan"),
        ("CRUX_POOL_SIZE", "-1"),
        ("CRUX_PGBOUNCER", "s3cret"),
        ("CRUX_REPLICA_URL", "mysql://ana:s3cret@db/crux"),
        ("CRUX_SHARD_COUNT", "0"),
        ("CRUX_SHARD_COUNT", "s3cret"),
        ("CRUX_SHARDS", "s3cret"),
        ("CRUX_SHARDS", "0"),
        ("CRUX_SHARDS", "3-1"),
        ("CRUX_SHARDS", "1-"),
        ("CRUX_SHARDS", "-1"),
        ("CRUX_SHARDS", "99999999999"),
        ("CRUX_METRICS_PORT", "s3cret"),
        ("CRUX_METRICS_PORT", "70000"),
        ("CRUX_LOG_LEVEL", "s3cret"),
        ("CRUX_LOG_FORMAT", "s3cret"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        loaded(monkeypatch, name, value)
    line = str(wrong.value)
    assert line.startswith(f"{name} is wrong: ")
    assert "\n" not in line
    assert "s3cret" not in line


@pytest.mark.parametrize(
    ("value", "shards"), [("0", (0,)), ("0-3", (0, 1, 2, 3)), ("5,0-2, 7", (0, 1, 2, 5, 7)), ("3,3", (3,))]
)
def test_a_process_is_given_some_of_all_shards(
    monkeypatch: pytest.MonkeyPatch, value: str, shards: tuple[int, ...]
) -> None:
    monkeypatch.setenv("CRUX_SHARD_COUNT", "8")
    assert loaded(monkeypatch, "CRUX_SHARDS", value).shards == shards


def test_a_shard_beyond_their_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRUX_SHARD_COUNT", "4")
    with pytest.raises(SettingsError, match=r"^CRUX_SHARDS is wrong: CRUX_SHARDS counts from 0"):
        loaded(monkeypatch, "CRUX_SHARDS", "2-4")


def test_words_may_be_written_large(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(monkeypatch, "CRUX_LOG_LEVEL", "WARNING").log_level == "warning"


def read_of(settings: Settings, name: str) -> str | None:
    token = settings.discord_token.get_secret_value() if settings.discord_token else None
    return {"DISCORD_TOKEN": token, "DATABASE_URL": settings.database_url}.get(name, settings.replica_url)


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    file = tmp_path / "secret"
    file.write_text("postgresql://crux:word@db:5432/crux\n")
    settings = loaded(monkeypatch, f"{name}_FILE", str(file))
    assert read_of(settings, name) == "postgresql://crux:word@db:5432/crux"


def test_the_file_of_a_secret_may_be_named_in_the_file_of_settings(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-its-own-file")
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN_FILE={tmp_path / 'secret'}\n")
    assert read_of(load(), "DISCORD_TOKEN") == "from-its-own-file"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_in_two_places_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "postgresql://db/crux")
    with pytest.raises(SettingsError, match=f"^{name} and {name}_FILE are both set: leave one of them out$"):
        loaded(monkeypatch, f"{name}_FILE", "secret")


@pytest.mark.parametrize(
    ("written", "problem"),
    [(None, "No such file or directory"), (b" \n", "is empty"), (b"\xff", "is no text in UTF-8")],
)
def test_a_file_of_a_secret_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: bytes | None, problem: str
) -> None:
    if written is not None:
        (tmp_path / "secret").write_bytes(written)
    with pytest.raises(SettingsError, match=rf"^DISCORD_TOKEN_FILE is wrong: secret:? {problem}$"):
        loaded(monkeypatch, "DISCORD_TOKEN_FILE", "secret")


def test_what_a_file_of_a_secret_has_is_as_right_as_a_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("mysql://ana:word@db/crux")
    with pytest.raises(SettingsError) as refused:
        loaded(monkeypatch, "DATABASE_URL_FILE", "secret")
    assert str(refused.value) == "DATABASE_URL is wrong: write it as postgresql://user:password@host:5432/name"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("DISCORD_TOKN", "DISCORD_TOKEN"),
        ("discord_tokn", "DISCORD_TOKEN"),
        ("DICORD_TOKEN", "DISCORD_TOKEN"),
        ("DATABSE_URL", "DATABASE_URL"),
        ("CRUX_POOLSIZE", "CRUX_POOL_SIZE"),
        ("CRUX_X", None),
    ],
)
@pytest.mark.parametrize("in_file", [False, True], ids=["in the environment", "in .env"])
def test_a_name_that_is_no_setting_is_told_with_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_file: bool, name: str, nearest: str | None
) -> None:
    if in_file:
        (tmp_path / ".env").write_text(f"{name}=s3cret\n")
    else:
        monkeypatch.setenv(name, "s3cret")

    assert unknown_names() == [(name.upper(), nearest)]


def test_settings_and_names_of_other_programs_are_not_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*NAMES, *(f"CRUX_{name}" for name in CRUX), "HOME", "LOG_LEVEL", "PGHOST", "TEST_DATABASE_URL"):
        monkeypatch.setenv(name, "1")
    (tmp_path / ".env").write_text("CRUX_POOL_SIZE=3\nCOMPOSE_PROJECT_NAME=crux\n")

    assert unknown_names() == []

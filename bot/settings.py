"""Settings, read once from the environment and `.env`."""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting that cannot be; its message is one line that names it, and never repeats its value."""


def default_data_dir() -> Path:
    """The folder for Crux's data of this user, where this system keeps such things."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "crux"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "crux"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "crux"


SECRETS = ("DISCORD_TOKEN", "DATABASE_URL", "CRUX_REPLICA_URL")
"""What may also stand in a file of its own, as containers are given their secrets: `DISCORD_TOKEN_FILE` names it."""

MOST_OF_A_SECRET = 4096
"""Bytes that are read of such a file: more than any secret has."""


class Settings(BaseSettings):
    """What the environment says. An empty value counts as none."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore"
    )

    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    database_url: str | None = None
    database_url_file: Path | None = None
    discord_api_url: str | None = None
    discord_gateway_url: str | None = None
    data_dir: Annotated[Path, Field(validation_alias="CRUX_DATA_DIR", default_factory=default_data_dir)]
    shortest_cadence: Annotated[int, Field(ge=1, validation_alias="CRUX_SHORTEST_CADENCE")] = 3600
    tick_seconds: Annotated[float, Field(gt=0, le=3600, validation_alias="CRUX_TICK_SECONDS")] = 5.0
    pool_size: Annotated[int, Field(ge=1, le=500, validation_alias="CRUX_POOL_SIZE")] = 10
    pgbouncer: Annotated[bool, Field(validation_alias="CRUX_PGBOUNCER")] = False
    replica_url: Annotated[str | None, Field(validation_alias="CRUX_REPLICA_URL")] = None
    replica_url_file: Annotated[Path | None, Field(validation_alias="CRUX_REPLICA_URL_FILE")] = None
    shard_count: Annotated[int | None, Field(ge=1, le=100_000, validation_alias="CRUX_SHARD_COUNT")] = None
    shards: Annotated[tuple[int, ...] | None, NoDecode, Field(validation_alias="CRUX_SHARDS")] = None
    retention_days: Annotated[int, Field(ge=0, le=36_500, validation_alias="CRUX_RETENTION_DAYS")] = 30
    kept_days: Annotated[int | None, Field(ge=1, le=36_500, validation_alias="CRUX_KEPT_DAYS")] = None
    language: Annotated[str, Field(validation_alias="CRUX_LANGUAGE")] = "automatic"
    tags_shown: Annotated[Literal["line", "reaction", "none"], Field(validation_alias="CRUX_TAGS_SHOWN")] = "line"
    anyone_opens_sides: Annotated[bool, Field(validation_alias="CRUX_ANYONE_OPENS_SIDES")] = False
    card_by_itself: Annotated[bool, Field(validation_alias="CRUX_CARD_BY_ITSELF")] = True
    tags_an_hour: Annotated[Literal["10", "20", "60", "200", "none"], Field(validation_alias="CRUX_TAGS_AN_HOUR")] = (
        "60"
    )
    open_entries: Annotated[
        Literal["100", "300", "1000", "3000", "none"], Field(validation_alias="CRUX_OPEN_ENTRIES")
    ] = "3000"
    interactions_port: Annotated[int | None, Field(ge=1, le=65535, validation_alias="CRUX_INTERACTIONS_PORT")] = None
    interactions_host: Annotated[str, Field(validation_alias="CRUX_INTERACTIONS_HOST")] = "127.0.0.1"
    metrics_port: Annotated[int | None, Field(ge=1, le=65535, validation_alias="CRUX_METRICS_PORT")] = None
    metrics_host: Annotated[str, Field(validation_alias="CRUX_METRICS_HOST")] = "127.0.0.1"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Field(validation_alias="CRUX_LOG_LEVEL")] = (
        "info"
    )
    log_format: Annotated[Literal["text", "json"], Field(validation_alias="CRUX_LOG_FORMAT")] = "text"

    @model_validator(mode="before")
    @classmethod
    def _read_files(cls, values: dict[str, object]) -> dict[str, object]:
        return _with_secrets(values)

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("shards", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return _shards(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _shards_of_a_count(self) -> Self:
        if self.shards is not None and self.shard_count is None:
            raise ValueError("set CRUX_SHARD_COUNT too: of how many shards CRUX_SHARDS names some")
        if self.shards is not None and self.shard_count is not None and self.shards[-1] >= self.shard_count:
            raise ValueError("CRUX_SHARDS counts from 0 to one less than CRUX_SHARD_COUNT")
        return self

    @field_validator("database_url", "replica_url")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        schemes = ("postgres", "postgresql", "postgresql+asyncpg")
        return _url(value, schemes, "postgresql://user:password@host:5432/name")

    @field_validator("discord_api_url")
    @classmethod
    def _api(cls, value: str | None) -> str | None:
        return _url(value, ("http", "https"), "https://host/path")

    @field_validator("discord_gateway_url")
    @classmethod
    def _gateway(cls, value: str | None) -> str | None:
        return _url(value, ("ws", "wss"), "wss://host/path")


def _with_secrets(values: dict[str, object]) -> dict[str, object]:
    """The values, with those that a file of their own has. Raises SettingsError."""
    names = {name.upper(): name for name in values}
    secrets = {}
    for secret in SECRETS:
        file = names.get(f"{secret}_FILE")
        if file is None:
            continue
        if secret in names:
            raise SettingsError(f"{secret} and {secret}_FILE are both set: leave one of them out")
        secrets[secret if secret.startswith("CRUX_") else secret.lower()] = _secret(f"{secret}_FILE", str(values[file]))
    return values | secrets


def _secret(name: str, file: str) -> str:
    """What a file has, without the line's end. Raises SettingsError."""
    try:
        with Path(file).open("rb") as opened:
            secret = opened.read(MOST_OF_A_SECRET).decode("utf-8-sig").strip()
    except OSError as wrong:
        raise SettingsError(f"{name} is wrong: {file}: {wrong.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name} is wrong: {file} is no text in UTF-8") from None
    if not secret:
        raise SettingsError(f"{name} is wrong: {file} is empty")
    return secret


def _shards(value: str) -> tuple[int, ...]:
    """The numbers of a list such as "0-3,8"."""
    named: set[int] = set()
    for part in value.split(","):
        first, dash, last = part.partition("-")
        bounds = (first, last) if dash else (first, first)
        if not all(bound.strip().isascii() and bound.strip().isdigit() and len(bound) < 8 for bound in bounds):
            raise ValueError("write it as 0-3 or 0,2,5")
        start, end = int(bounds[0]), int(bounds[1])
        if start > end:
            raise ValueError("write the smaller number first, as in 0-3")
        named.update(range(start, end + 1))
    return tuple(sorted(named))


def _url(value: str | None, schemes: tuple[str, ...], example: str) -> str | None:
    """The address, where it is one of these. The parser's own words are not passed on: they may quote a password."""
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        is_database = parts.scheme.startswith("postgres")
        # Several servers, one of which is the primary, stand one after the other.
        several = parts.netloc.rpartition("@")[2].split(",") if is_database else [parts.netloc]
        hosts = [urlsplit(f"//{host}") for host in several]
        # A PostgreSQL on a socket has no host there, but is named by a user, a database or a query.
        named = all(host.hostname for host in hosts) or (is_database and bool(parts.query) and len(hosts) == 1)
        fits = parts.scheme in schemes and named and all(host.port != 0 for host in hosts)
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"write it as {example}")
    return value


NEAR = 0.9
"""How much alike some name and that of a setting may be before it is taken for a misspelling: 1 is equal."""


def unknown_names() -> list[tuple[str, str | None]]:
    """The names in the environment and `.env` that are meant for Crux and are no setting, each with the nearest one."""
    known = [str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()]
    there = {name.upper() for name in (*os.environ, *DotEnvSettingsSource(Settings).env_vars)} - set(known)
    return [(name, nearest) for name in sorted(there) for nearest in _meant(name, known)]


def _meant(name: str, known: Sequence[str]) -> Sequence[str | None]:
    """The setting that a name may stand for, None where it is meant for Crux alone; empty where it is not."""
    if name.startswith(("CRUX_", "DISCORD_")):
        return get_close_matches(name, known, 1) or [None]
    return get_close_matches(name, known, 1, NEAR)


def load() -> Settings:
    """The settings of this process. Raises SettingsError for the first one that is wrong."""
    try:
        return Settings()  # type: ignore[call-arg]  # mypy does not see that an alias has a default
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "CRUX_SHARDS"
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name} is wrong: {reason}") from None
    except UnicodeDecodeError:
        raise SettingsError(".env is wrong: write it in UTF-8") from None

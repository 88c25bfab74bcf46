"""The proxies with TLS of docs/serving.md, run as that page has them: with ports and a certificate of this machine."""

import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.monitoring.test_server import free_port

PAGE = Path(__file__).parents[2] / "docs" / "serving.md"
NAME = "crux.example.org"
"""The host of the examples."""

PLACES = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"

NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {example}
}}
"""
"""What Debian's nginx.conf has around a server, as far as it matters here."""

CADDY = """
{{
    admin off
    auto_https disable_redirects
    skip_install_trust
}}
{example}
"""


def example(language: str) -> str:
    """The block of the page in that language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None, f"no example in {language}"
    return found[1]


@dataclass(frozen=True)
class Certificate:
    """A certificate for localhost that nobody but itself vouches for."""

    file: Path
    key: Path

    @classmethod
    def made_in(cls, folder: Path) -> "Certificate":
        made = cls(folder / "certificate.pem", folder / "key.pem")
        kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
        name = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
        command: list[str | Path] = ["openssl", "req", "-x509", *kind, *name, "-keyout", made.key, "-out", made.file]
        subprocess.run(command, check=True, capture_output=True)
        return made

    def trusted(self) -> ssl.SSLContext:
        """What trusts it, and nothing else."""
        return ssl.create_default_context(cafile=str(self.file))


@dataclass(frozen=True)
class Proxy:
    """One of them: its program, and how it is told the example with these ports."""

    program: str
    language: str
    settings: Callable[[str, Path], str]
    command: Callable[[Path], list[str | Path]]
    adapted: Callable[[str, int, Certificate], str]
    sends_again: bool
    """Whether it sends what one process did not take to the other: Debian's Caddy cannot."""

    @property
    def missing(self) -> str | None:
        """What is not installed here; None where everything is."""
        wanted = (self.program, "openssl")
        return next((f"the program {name} is not on this machine" for name in wanted if _where(name) is None), None)


def _where(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path=PLACES)


def _for_nginx(told: str, port: int, certificate: Certificate) -> str:
    return replaced(
        told,
        {
            f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(certificate.file),
            f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(certificate.key),
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            NAME: "localhost",
        },
    )


def _for_caddy(told: str, port: int, certificate: Certificate) -> str:
    return replaced(told, {f"{NAME} {{": f"localhost:{port} {{\n    tls {certificate.file} {certificate.key}"})


def replaced(told: str, others: Mapping[str, str]) -> str:
    """A text with others in the place of its parts, each of which must be there."""
    for part, other in others.items():
        assert part in told, f"the example has no {part}"
        told = told.replace(part, other)
    return told


PROXIES = (
    Proxy(
        "nginx",
        "nginx",
        lambda told, folder: NGINX.format(folder=folder, example=told),
        lambda settings: ["-c", settings, "-e", settings.with_name("errors"), "-p", settings.parent],
        _for_nginx,
        sends_again=True,
    ),
    Proxy(
        "caddy",
        "caddyfile",
        lambda told, _: CADDY.format(example=told),
        lambda settings: ["run", "--adapter", "caddyfile", "--config", settings],
        _for_caddy,
        sends_again=False,
    ),
)


@contextmanager
def in_front_of(ports: tuple[int, int], proxy: Proxy, folder: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """The proxy before two processes that serve at these ports: its address, and what trusts its certificate.

    It may be listening a moment later.
    """
    folder.mkdir()
    certificate, port = Certificate.made_in(folder), free_port()
    told = proxy.adapted(example(proxy.language), port, certificate)
    told = replaced(
        told, {f"127.0.0.1:{old}": f"127.0.0.1:{new}" for old, new in zip((8080, 8081), ports, strict=True)}
    )
    settings = folder / "settings"
    settings.write_text(proxy.settings(told, folder))
    program = _where(proxy.program)
    assert program is not None
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, *proxy.command(settings)], stdout=log, stderr=log, env=os.environ | {"HOME": str(folder)}
        )
    try:
        yield f"https://localhost:{port}/interactions", certificate.trusted()
    finally:
        process.terminate()
        process.wait()

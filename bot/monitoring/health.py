"""The health check of an image: whether the bot that runs beside it answers on its port for metrics.

It is started anew every half minute, so it imports nothing but what that takes, and reads the environment itself.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

PATIENCE = 3.0
"""Seconds that the bot has to answer."""

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where a bot can be asked that listens at every address of its machine."""


def main() -> int:
    """Say how the bot is; 0 where it lives, or cannot be asked, and 1 where it does not answer."""
    port = os.environ.get("CRUX_METRICS_PORT", "").strip()
    if not port:
        print("not asked: CRUX_METRICS_PORT is not set, so all that is known is that the process runs")
        return 0
    host = os.environ.get("CRUX_METRICS_HOST") or "127.0.0.1"
    return _asked(EVERY_ADDRESS.get(host, host), port)


def _asked(host: str, port: str) -> int:
    connection = HTTPConnection(host, int(port), timeout=PATIENCE)
    try:
        connection.request("GET", "/livez")
        status = connection.getresponse().status
    except (OSError, HTTPException) as wrong:
        print(f"no answer from {host}, port {port}: {type(wrong).__name__}")
        return 1
    finally:
        connection.close()
    print(f"{host}, port {port} answers: {status}")
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())

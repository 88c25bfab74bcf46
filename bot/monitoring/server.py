"""The HTTP server for whoever watches over a bot: /livez, /readyz and /metrics."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.monitoring.loop_delay import watch_loop
from bot.monitoring.vitals import Vitals

log = structlog.get_logger(__name__)

SHUTDOWN = 1.0
"""Seconds that answers under way have when the bot stops."""


@asynccontextmanager
async def monitored(vitals: Vitals, host: str, port: int) -> AsyncIterator[None]:
    """Answer on that port while this lasts. Raises OSError where the port cannot be had."""
    runner = web.AppRunner(_application(vitals), access_log=None, shutdown_timeout=SHUTDOWN)
    await runner.setup()
    watching = asyncio.create_task(watch_loop(vitals.metrics.loop_delay.observe))
    try:
        await web.TCPSite(runner, host, port).start()
        log.info("metrics served", host=host, port=port)
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await runner.cleanup()


def _application(vitals: Vitals) -> web.Application:
    async def live(request: web.Request) -> web.Response:
        """The event loop answers: there is no reason to start the process anew."""
        return web.json_response({"live": True})

    async def ready(request: web.Request) -> web.Response:
        """Whether people can be served: the platform and the database are there."""
        parts = {"database": await vitals.sizes() is not None, "discord": vitals.has_gateway()}
        is_ready = all(parts.values())
        return web.json_response({"ready": is_ready} | parts, status=200 if is_ready else 503)

    async def metrics(request: web.Request) -> web.Response:
        await vitals.measure()
        return web.Response(body=vitals.metrics.as_text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get("/livez", live)
    application.router.add_get("/readyz", ready)
    application.router.add_get("/metrics", metrics)
    return application

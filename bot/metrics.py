"""What is counted and measured of a running bot, by the names under which Prometheus reads it.

One value is made at start and handed to whoever counts. Times are in seconds.
"""

from datetime import timedelta
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

ANSWERED_WITHIN = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 15.0)
"""Discord waits three seconds for the first answer to an interaction."""

DELAYED_BY = (1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0, 86400.0)

HELD_UP_FOR = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)

LATE = timedelta(minutes=1)
"""A digest that is posted longer after its slot than this counts as late."""


DIGEST_OUTCOMES = ("posted", "refused", "unclear", "deleted", "failed")
"""How attempts to post a digest end. Each is there from the start: of one that appears, Prometheus sees no rise."""


class Metrics:
    """The counters, gauges and histograms of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.interactions = self._histogram(
            "crux_interaction_seconds",
            "From an interaction's arrival until it was answered",
            ANSWERED_WITHIN,
            "kind",
            "command",
            "outcome",
        )
        self._of_interactions: dict[tuple[str, str, str], Histogram] = {}
        self.requests_refused = self._counter(
            "crux_requests_refused",
            "Requests for interactions that were none of Discord's, by what was wrong",
            "reason",
        )
        self.digests = self._counter("crux_digests", "Attempts to post the digest of a slot, by outcome", "outcome")
        for outcome in DIGEST_OUTCOMES:
            self.digests.labels(outcome)
        self.digests_on_demand = self._counter("crux_digests_on_demand", "Digests that somebody had posted")
        self.digests_late = self._counter("crux_digests_late", "Digests posted more than a minute after their slot")
        self.digest_delay = self._histogram(
            "crux_digest_delay_seconds", "From a digest's slot until it was posted", DELAYED_BY
        )
        self.digests_due = self._gauge("crux_digests_due", "Slots that are due and not finished, in the database")
        self.schedules = self._gauge(
            "crux_schedules", "Schedules in the database, by state; more than 10,000 are estimated", "state"
        )
        self.debates = self._gauge("crux_debates", "Debates in the database, estimated")
        self.entries = self._gauge("crux_entries", "Entries in the database, estimated")
        self.events = self._gauge("crux_events", "Events in the database, estimated")
        self.database_up = self._gauge("crux_database_up", "Whether the database answers (1) or not (0)")
        self.connections_used = self._gauge(
            "crux_database_connections_used", "Connections to the database on which something is under way"
        )
        self.gateway_up = self._gauge("crux_gateway_up", "Whether every shard is connected to Discord (1) or not (0)")
        self.gateway_latency = self._gauge(
            "crux_gateway_latency_seconds", "From a shard's heartbeat until Discord's acknowledgement", "shard"
        )
        self.servers = self._gauge("crux_servers", "Servers that this process's shards serve")
        self.loop_delay = self._histogram(
            "crux_event_loop_delay_seconds", "How much too late the event loop woke what was waiting", HELD_UP_FOR
        )
        self._gauge("crux_build_info", "1, by the version of Crux", "version").labels(version("crux-ledger")).set(1)

    def _histogram(self, name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, about, labels, buckets=buckets, registry=self.registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(name, about, labels, registry=self.registry)

    def interaction_ended(self, kind: str, command: str, outcome: str, seconds: float) -> None:
        """Measure an interaction that ended so, after so many seconds."""
        labels = (kind, command, outcome)
        # With each click the library would check the labels and lock all that were there before.
        if (histogram := self._of_interactions.get(labels)) is None:
            histogram = self._of_interactions[labels] = self.interactions.labels(*labels)
        histogram.observe(seconds)

    def digest_posted(self, delay: timedelta) -> None:
        """Count a digest that was posted so long after its slot."""
        self.digests.labels("posted").inc()
        self.digest_delay.observe(max(0.0, delay.total_seconds()))
        if delay > LATE:
            self.digests_late.inc()

    def digest_unshown(self, how: str) -> None:
        """Count an attempt to post the digest of a slot that did not post it, by how it ended."""
        self.digests.labels(how).inc()

    def as_text(self) -> bytes:
        """All of them as Prometheus reads them."""
        return generate_latest(self.registry)

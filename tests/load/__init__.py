"""Load: many people at once, many digests in one minute, on a real process over sockets."""

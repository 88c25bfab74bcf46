"""The process that paints: it paints each subject that it reads, and ends with its input."""

import pickle
import signal
import sys
from typing import BinaryIO

from bot.ledger.telling.overview import Overview
from bot.painting.messages import LENGTH, Failed, Painted, Wanted, framed
from bot.render.front_ends import discord_in
from bot.render.picture.map import debate_map
from bot.render.picture.png import png
from bot.render.picture.timeline import timeline


def paint(wanted: Wanted) -> bytes:
    """The map or the timeline as PNG."""
    front, subject = discord_in(wanted.language), wanted.subject
    return png(debate_map(front, subject) if isinstance(subject, Overview) else timeline(front, subject))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request with its picture, or with the error, until there are no more."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        (length,) = LENGTH.unpack(head)
        answers.write(framed(_answer(pickle.loads(requests.read(length)))))
        answers.flush()


def _answer(wanted: Wanted) -> Painted | Failed:
    try:
        return Painted(paint(wanted))
    except Exception as error:  # the bot decides what a missing picture means
        # The kind of error alone: its message may hold words of the debate, which belong in no log.
        return Failed(type(error).__name__)


if __name__ == "__main__":
    # Ctrl-C reaches every process of a terminal; this one ends when the bot does, which may still need it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin.buffer, sys.stdout.buffer)

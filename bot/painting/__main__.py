"""The process that paints: run as a module, it paints what it reads, and ends when nothing more can come."""

import pickle
import signal
import sys
from typing import BinaryIO

from bot.ledger.telling.overview import Overview
from bot.ledger.telling.progress import Progress
from bot.painting.painter import LENGTH
from bot.render.front_ends import DISCORD
from bot.render.picture.map import debate_map
from bot.render.picture.png import png
from bot.render.picture.timeline import timeline


def painted(shown: Overview | Progress) -> bytes:
    """The map or the timeline as PNG, painted here and now."""
    return png(debate_map(DISCORD, shown) if isinstance(shown, Overview) else timeline(DISCORD, shown))


def paint_until_the_end(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer each question with its picture, or with what went wrong, until whoever asks is gone."""
    while len(head := questions.read(LENGTH.size)) == LENGTH.size:
        (length,) = LENGTH.unpack(head)
        shown = pickle.loads(questions.read(length))
        try:
            answer = pickle.dumps((painted(shown), ""))
        except Exception as error:  # told to whoever asked, who decides what a missing picture means
            # No words of the debate go into a log.
            answer = pickle.dumps((b"", type(error).__name__))
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    # Ctrl-C reaches every process of a terminal; this one ends when its owner does, who may yet need it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    paint_until_the_end(sys.stdin.buffer, sys.stdout.buffer)

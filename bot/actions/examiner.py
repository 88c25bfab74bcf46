"""The process that looks at blocks of lines: it answers each one that it reads, and ends with its input."""

import gc
import signal
import sys
from typing import BinaryIO

from bot.actions.examined_blocks import LENGTH, answered, block_in, examined


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Say of each block what is found in it, until there are no more."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        (length,) = LENGTH.unpack(head)
        answers.write(answered(examined(block_in(requests.read(length)))))
        answers.flush()


if __name__ == "__main__":
    # Ctrl-C reaches every process of a terminal; this one ends when the import does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What it reads is plain values, none of which holds another one that holds it.
    gc.disable()
    serve(sys.stdin.buffer, sys.stdout.buffer)

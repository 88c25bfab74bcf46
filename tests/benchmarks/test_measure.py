"""How figures come about."""

import os
import subprocess
import sys
import time

import pytest

from benchmarks.measure import processor_seconds


def test_processor_time_is_that_of_the_process_finer_than_a_hundredth_of_a_second() -> None:
    before = time.process_time()
    used = processor_seconds(os.getpid())
    after = time.process_time()

    assert before <= used <= after


def test_a_process_that_has_ended_has_no_processor_time() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    with pytest.raises(ProcessLookupError):
        processor_seconds(ended.pid)

"""Ctrl-C where a shell has it ignored; the rest is in `test_kill.py`."""

import os
import signal

from summarizer.running.interrupt import second_leaves_at_once


def test_who_was_started_to_ignore_ctrl_c_ignores_it() -> None:
    told: list[str] = []
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with second_leaves_at_once(lambda: told.append("first"), lambda: told.append("second")):
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
        assert told == []
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)

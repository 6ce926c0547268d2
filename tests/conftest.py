"""Property tests look somewhere new each time on a desk, and at the same cases each time in CI."""

import os
import signal

from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# Whoever starts the tests in the background has Ctrl-C ignored, and so would the commands that are stopped by it here.
signal.signal(signal.SIGINT, signal.default_int_handler)

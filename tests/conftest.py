"""Hypothesis runs the same examples every time; `--hypothesis-profile=search` looks for new ones."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("same")

# It is loaded by the processes of a run that a test spoils, and by nobody else.
collect_ignore = ["hostile"]

# A shell that starts the suite in the background has it ignore this signal, and so would the commands that it tests.
signal.signal(signal.SIGINT, signal.default_int_handler)

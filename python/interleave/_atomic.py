"""Atomic integers for models: what hardware gives as one instruction, here under a lock of its own.

`interleave` reads each method as one step; CPython executes this file.
"""

import threading


class AtomicInt:
    """An integer whose methods are indivisible."""

    def __init__(self, value=0):
        self._value = value
        self._lock = threading.Lock()

    def load(self):
        """The value."""
        with self._lock:
            return self._value

    def store(self, value):
        """Sets the value."""
        with self._lock:
            self._value = value

    def fetch_add(self, amount):
        """Adds; returns the value before."""
        with self._lock:
            old = self._value
            self._value = old + amount
            return old

    def exchange(self, value):
        """Sets the value; returns the one before."""
        with self._lock:
            old = self._value
            self._value = value
            return old

    def compare_exchange(self, expected, value):
        """Sets the value if it is the expected one; returns whether it was."""
        with self._lock:
            if self._value != expected:
                return False
            self._value = value
            return True

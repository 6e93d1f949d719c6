"""Keeps the process on one processor: threads that hand over to each other between two of them take twice as long."""

import os
import random
import time

# After so many executions it is asked whether the processor is our own.
_PERIOD = 32
# We share it if we have less of the time than this.
_SHARE = 0.6


class Processor:
    """The processor of the process, which is another one if somebody else needs it. The program does not notice."""

    def __init__(self):
        self.ask = getattr(os, "sched_getaffinity", None)
        self.set = getattr(os, "sched_setaffinity", None)
        self.clocks = (time.perf_counter, time.process_time)
        self.choose = random.SystemRandom().choice
        self.allowed = () if self.ask is None or self.set is None else sorted(self.ask(0))
        self.told = frozenset(self.allowed)
        self.executions = 0
        self.spent = [0.0, 0.0]  # seconds that passed during executions, and those of them that we had a processor
        self.is_free = True  # few executions are not worth it
        if len(self.allowed) > 1:
            os.sched_getaffinity = self._answer

    def _answer(self, pid):
        return set(self.told) if pid in (0, os.getpid()) else self.ask(pid)

    def _move(self):
        """Goes to any processor, perhaps to the same again: others that do the same find another one in the end."""
        self.is_free = False
        processor = self.choose(self.allowed)
        try:
            for thread in os.listdir("/proc/self/task"):
                self.set(int(thread), (processor,))
        except OSError:
            self.allowed = ()  # it is not for us to say

    def during(self, execute):
        """Executes something, and moves if that has to share the processor."""
        if len(self.allowed) < 2:
            return execute()
        begun = [clock() for clock in self.clocks]
        result = execute()
        for index, clock in enumerate(self.clocks):
            self.spent[index] += clock() - begun[index]
        self.executions += 1
        if self.executions == _PERIOD:
            if self.is_free or self.spent[1] < _SHARE * self.spent[0]:
                self._move()
            self.executions, self.spent = 0, [0.0, 0.0]
        return result

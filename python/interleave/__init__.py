"""What programs and tests use of the model checker `interleave`."""

from interleave._atomic import AtomicInt
from interleave._check import Finding, Report, check
from interleave._explore import explore

__all__ = ["AtomicInt", "Finding", "Report", "check", "explore"]

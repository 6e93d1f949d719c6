"""Steps that have several results: what comes from outside, such as which of several sleeps is over first."""

from .scheduler import STATE, SYNC, Pending, Sync


def decide(accesses, ways):
    """An operation with several results, one for each of `ways`, which are (text, site, the task that it concerns)."""
    thread = STATE.current
    n = thread.n
    if n >= thread.limit:
        STATE.hold(thread, Pending(n, accesses))
    if STATE.details is not None:
        STATE.details.complete()
    choice = STATE.chooser.result_of(thread, n, len(ways))
    thread.n = n + 1
    text, site, actor = ways[choice]
    STATE.trace.append((thread, n, site, Sync(accesses, None, text, True, choice, len(ways), actor), SYNC, None))
    return choice

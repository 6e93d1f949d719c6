"""Futures of asyncio for those of thread pools."""

from .futures import OVER


def wrapped(source, loop):
    """A future of asyncio for one of `concurrent.futures`, as `asyncio.wrap_future` makes it."""
    target = loop.create_future()

    def copy():
        if target.done():
            return
        if source.s == "cancelled":
            target.cancel()
        elif source._exception is not None:
            target.set_exception(source._exception)
        else:
            target.set_result(source._result)

    def ended(_source):
        if not loop.is_closed():
            loop.call_soon_threadsafe(copy)

    def cancel(_target):
        if target.cancelled() and source.s not in OVER:
            source.cancel()

    target.add_done_callback(cancel)
    source.add_done_callback(ended)
    return target

"""An event bus whose handlers run in the thread that publishes."""
from __future__ import annotations

import threading
from collections import defaultdict
from typing import Callable, DefaultDict, List

Handler = Callable[[str, dict], None]


class EventBus:
    def __init__(self) -> None:
        self._handlers: DefaultDict[str, List[Handler]] = defaultdict(list)
        self._lock = threading.Lock()

    def subscribe(self, topic: str, handler: Handler) -> Callable[[], None]:
        with self._lock:
            self._handlers[topic].append(handler)

        def unsubscribe() -> None:
            with self._lock:
                self._handlers[topic].remove(handler)

        return unsubscribe

    def publish(self, topic: str, **payload) -> int:
        with self._lock:
            handlers = list(self._handlers.get(topic, ()))
        for handler in handlers:
            handler(topic, payload)
        return len(handlers)


bus = EventBus()
received = []
total = 0


def on_order(topic: str, payload: dict) -> None:
    received.append((topic, payload["id"]))


def on_amount(topic, payload):
    global total
    total += payload.get("amount", 0)


def publisher(first: int) -> None:
    bus.publish("order", id=first, amount=first * 10)


def late_subscriber() -> None:
    cancel = bus.subscribe("order", on_amount)
    bus.publish("order", id=9)
    cancel()


bus.subscribe("order", on_order)
a = threading.Thread(target=publisher, args=(1,))
b = threading.Thread(target=late_subscriber)
a.start()
b.start()
a.join()
b.join()
count = len(received)
ids = sorted(each for _, each in received)

# expect: outcomes total = {0, 10}
# expect: final count == 2 and ids == [1, 9]
# expect: final len(bus._handlers["order"]) == 1
# expect: data-race
# expect: lost-update
# expect: no uncaught-exception

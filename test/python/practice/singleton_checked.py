"""Double-checked locking by a class method."""
import threading
from typing import ClassVar, Optional


class Registry:
    _instance: ClassVar[Optional["Registry"]] = None
    _lock: ClassVar[threading.Lock] = threading.Lock()
    created: ClassVar[int] = 0

    def __init__(self) -> None:
        type(self).created += 1
        self.services: dict[str, object] = {}

    @classmethod
    def instance(cls) -> "Registry":
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = cls()
        return cls._instance

    def add(self, name: str, service: object) -> None:
        self.services.setdefault(name, service)


class Component(threading.Thread):
    def __init__(self, label: str):
        super().__init__(name=f"component-{label}")
        self.label = label

    def run(self) -> None:
        Registry.instance().add("clock", self.label)


components = [Component(c) for c in "xy"]
for component in components:
    component.start()
for component in components:
    component.join()

clock = Registry.instance().services["clock"]
created = Registry.created

# expect: outcomes created = {1}
# expect: data-race
# expect: outcomes clock = {"x", "y"}
# expect: no uncaught-exception
# expect: no deadlock

"""A singleton by `__new__` without a lock: two threads may make two."""
import threading


class Settings:
    _instance = None

    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance._initialised = False
        return cls._instance

    def __init__(self, path="app.ini"):
        if self._initialised:
            return
        self._initialised = True
        self.path = path
        self.values = {}


found = {}


def load(who):
    settings = Settings()
    settings.values[who] = True
    found[who] = settings


threads = [threading.Thread(target=load, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()

same = found.get(0) is found.get(1)

# expect: possible same and len(found) == 2
# expect: possible not same
# expect: uncaught-exception
# expect: data-race

"""Double-checked locking: the second check was forgotten."""
import threading


class Settings:
    _instance = None
    _lock = threading.Lock()
    made = 0

    def __init__(self):
        Settings.made += 1

    @classmethod
    def get(cls):
        if cls._instance is None:
            with cls._lock:
                cls._instance = cls()
        return cls._instance


seen = []


def use():
    seen.append(Settings.get())


threads = [threading.Thread(target=use) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

made = Settings.made
same = seen[0] is seen[1]
print(made, same)

# Check and act under one lock: one instance, whoever comes first.
# expect: outcomes (created, instance) = {(1, "the one")}
# expect: no data-race
import threading

instance = None
created = 0
lock = threading.Lock()


def get_instance():
    global instance, created
    with lock:
        if instance is None:
            created += 1
            instance = "the one"
        return instance


a = threading.Thread(target=get_instance)
b = threading.Thread(target=get_instance)
a.start()
b.start()
a.join()
b.join()

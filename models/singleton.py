# Check, then act: both threads find no instance, and both make one.
# expect: outcomes created = {1, 2}
# expect: lost-update
# expect: data-race
# expect: possible created == 2
import threading

instance = None
created = 0


def get_instance():
    global instance, created
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

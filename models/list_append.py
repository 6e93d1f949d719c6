# `append` is one step, so no element is lost; only their order is open.
# expect: outcomes log = {["start", "first", "second"], ["start", "second", "first"]}
# expect: no lost-update
# expect: no data-race
import threading

log = ["start"]


def note(text):
    log.append(text)


a = threading.Thread(target=note, args=("first",))
b = threading.Thread(target=note, args=("second",))
a.start()
b.start()
a.join()
b.join()

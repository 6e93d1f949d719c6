"""A chat room that keeps its last messages."""
import threading
from collections import deque


class ChatRoom:
    HISTORY = 2

    def __init__(self, name):
        self.name = name
        self.members = set()
        self.history = deque(maxlen=self.HISTORY)
        self._lock = threading.RLock()

    def join(self, who):
        with self._lock:
            self.members.add(who)
            self.say("*", f"{who} joined {self.name!r}")

    def leave(self, who):
        with self._lock:
            self.members.remove(who)

    def say(self, who, text):
        with self._lock:
            self.history.append((who, text))

    def __contains__(self, who):
        return who in self.members


room = ChatRoom("lobby")


def chatter(who, *lines):
    room.join(who)
    for line in lines:
        room.say(who, line)
    room.leave(who)


users = [
    threading.Thread(target=chatter, args=("ann", "hi")),
    threading.Thread(target=chatter, args=("bob", "hello", "bye")),
]
for user in users:
    user.start()
for user in users:
    user.join()
last = list(room.history)

# expect: final len(last) == 2 and not room.members
# expect: possible last == [("bob", "hello"), ("bob", "bye")]
# expect: possible last == [("bob", "bye"), ("ann", "hi")]
# expect: possible last[0] == ("*", "ann joined 'lobby'")
# expect: no uncaught-exception
# expect: no deadlock

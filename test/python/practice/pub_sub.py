"""Topics with a queue for each subscriber."""
import queue
import threading


class Broker:
    def __init__(self):
        self._lock = threading.Lock()
        self._topics = {}

    def subscribe(self, topic):
        inbox = queue.SimpleQueue()
        with self._lock:
            self._topics.setdefault(topic, []).append(inbox)
        return inbox

    def publish(self, topic, message):
        with self._lock:
            inboxes = self._topics.get(topic, [])[:]
        for inbox in inboxes:
            inbox.put(message)


broker = Broker()
news = broker.subscribe("news")
sport = broker.subscribe("sport")
read = {"news": [], "sport": []}


def publisher(*headlines):
    for topic, text in headlines:
        broker.publish(topic, text)
    for topic in sorted({topic for topic, _ in headlines}):
        broker.publish(topic, None)


def subscriber(topic, inbox):
    for text in iter(inbox.get, None):
        read[topic].append(text.title())


threads = [
    threading.Thread(target=publisher, args=(("news", "rain again"), ("sport", "a draw"))),
    threading.Thread(target=subscriber, args=("news", news), name="reader"),
    threading.Thread(target=subscriber, args=("sport", sport), name="fan"),
]
for t in threads:
    t.start()
for t in threads:
    t.join()

# expect: final read == {"news": ["Rain Again"], "sport": ["A Draw"]}
# expect: final news.empty() and sport.empty()
# expect: no deadlock
# expect: no data-race

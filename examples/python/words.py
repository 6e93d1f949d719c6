"""Two threads count words into one Counter."""
import threading
from collections import Counter

texts = ['to be', 'be']
counts = Counter()


def count(text):
    for word in text.split():
        counts[word] += 1


threads = [threading.Thread(target=count, args=(text,)) for text in texts]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

total = sum(counts.values())
print(counts.most_common())

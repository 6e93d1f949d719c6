"""A producer hands letters to a consumer by a Condition; the consumer asks `if` where it must ask `while`."""
import threading

letters = []
text = ''
changed = threading.Condition()


def producer():
    for letter in 'ab':
        with changed:
            letters.append(letter)
            changed.notify()


def consumer():
    global text
    with changed:
        if not letters:
            changed.wait()
        text += letters.pop(0)


threads = [threading.Thread(target=consumer), threading.Thread(target=consumer), threading.Thread(target=producer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(text)

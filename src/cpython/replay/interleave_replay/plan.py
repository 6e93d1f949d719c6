"""What a schedule asks for: its steps, and for each what the thread does there."""

from .exact import exact_place


class Station:
    """A step of the schedule that stands for an instruction. `place` is None if only library code does it."""

    def __init__(self, number, thread, asked, tree, before):
        self.number = number
        self.thread = thread
        self.op = asked["op"]
        self.text = asked["text"]
        self.line = asked["line"]
        self.span = tuple(asked["span"]) if asked["span"] is not None else None
        # Whether the thread sleeps in the step, and acquires its lock again by a step of its own.
        self.sleeps = asked["sleeps"]
        # Whether it belongs to the call that the thread's station before it began.
        self.continues = asked["continues"]
        # Whether it is a step of a worker of a pool between two tasks: it takes one, or its result is there.
        self.of_pool = asked["op"] in ("take", "settle")
        self.again = asked["op"] in ("again", "expire")
        # A name and the model's text of its value, which is read or written; and those that are changed otherwise.
        self.value = asked["value"]
        self.after = asked["after"]
        self.place = None
        node = asked.get("node")
        if self.span is not None and node is not None:
            after_load = before is not None and before.op == "read" and before.span == self.span
            self.place = exact_place(tree, self.op if not self.again else "call", node, self.span, after_load)
        elif self.span is not None:
            self.place = tree.place(self.op if not self.again else "effect", self.span, asked["leaf"])


class Plan:
    """A whole schedule."""

    def __init__(self, asked, tree):
        self.asked = asked
        self.tree = tree
        self.names = [each["name"] for each in asked["threads"]]
        # Whether each thread has ended when the schedule has.
        self.ends = [each["ends"] for each in asked["threads"]]
        self.order = []
        self.of_thread = [[] for _ in self.names]
        for number, step in enumerate(asked["steps"]):
            if step["station"] is None:
                continue
            earlier = self.of_thread[step["thread"]]
            station = Station(number, step["thread"], step["station"], tree, earlier[-1] if earlier else None)
            self.order.append(station)
            if station.place is not None or station.of_pool:
                self.of_thread[station.thread].append(station)
        self.main = asked["main"]
        # What says what should happen.
        self.source = "schedule" if asked.get("exact") else "model"
        self.spawned = [each for each in asked["spawned"]]



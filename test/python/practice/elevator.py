"""An elevator that serves requests until it is switched off."""
import threading
from enum import Enum, auto


class Direction(Enum):
    UP = auto()
    DOWN = auto()
    IDLE = auto()


class Elevator(threading.Thread):
    def __init__(self, floors: int):
        super().__init__(name="elevator")
        self.floors = floors
        self.floor = 0
        self.direction = Direction.IDLE
        self.requests = set()
        self.stops = []
        self.running = True
        self.changed = threading.Condition()

    def call(self, floor: int) -> None:
        if not 0 <= floor < self.floors:
            raise ValueError(f"no floor {floor}")
        with self.changed:
            self.requests.add(floor)
            self.changed.notify()

    def stop(self) -> None:
        with self.changed:
            self.running = False
            self.changed.notify()

    def run(self) -> None:
        while True:
            with self.changed:
                while not self.requests and self.running:
                    self.direction = Direction.IDLE
                    self.changed.wait()
                if not self.requests:
                    return
                target = min(self.requests, key=lambda floor: abs(floor - self.floor))
                self.requests.discard(target)
            self.move_to(target)

    def move_to(self, target: int) -> None:
        self.direction = Direction.UP if target > self.floor else Direction.DOWN
        step = 1 if self.direction is Direction.UP else -1
        while self.floor != target:
            self.floor += step
        self.stops.append(target)


elevator = Elevator(floors=4)
elevator.start()


def passenger(*floors):
    for floor in floors:
        try:
            elevator.call(floor)
        except ValueError:
            pass


riders = [threading.Thread(target=passenger, args=(3,)), threading.Thread(target=passenger, args=(1, 7))]
for rider in riders:
    rider.start()
for rider in riders:
    rider.join()
elevator.stop()
elevator.join()

# expect: possible elevator.stops == [1, 3] and elevator.direction is Direction.UP
# expect: possible elevator.stops == [3, 1]
# expect: final sorted(elevator.stops) == [1, 3] and not elevator.requests
# expect: no deadlock
# expect: no uncaught-exception

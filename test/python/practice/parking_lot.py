"""A parking lot: enums and dataclasses, a lock around everything."""
import enum
import threading
from dataclasses import dataclass, field
from typing import Optional


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 2


class State(enum.Enum):
    WAITING = "waiting"
    PARKED = "parked"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Vehicle:
    plate: str
    size: Size


@dataclass
class Spot:
    number: int
    size: Size
    vehicle: Optional[Vehicle] = None

    @property
    def is_free(self) -> bool:
        return self.vehicle is None

    def fits(self, vehicle: Vehicle) -> bool:
        return self.is_free and self.size >= vehicle.size


@dataclass
class ParkingLot:
    spots: list[Spot] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def park(self, vehicle: Vehicle) -> Optional[Spot]:
        with self.lock:
            spot = next((s for s in self.spots if s.fits(vehicle)), None)
            if spot is not None:
                spot.vehicle = vehicle
            return spot

    def leave(self, spot: Spot) -> None:
        with self.lock:
            spot.vehicle = None


lot = ParkingLot([Spot(1, Size.SMALL), Spot(2, Size.LARGE)])
states = {plate: State.WAITING for plate in ("car", "van", "bus")}


def drive(vehicle: Vehicle, stays: bool = True) -> None:
    spot = lot.park(vehicle)
    states[vehicle.plate] = State.PARKED if spot else State.REJECTED
    if spot is not None and not stays:
        lot.leave(spot)


car, van, bus = Vehicle("car", Size.SMALL), Vehicle("van", Size.LARGE), Vehicle("bus", Size.LARGE)
threads = [
    threading.Thread(target=drive, args=(car,), kwargs={"stays": False}),
    threading.Thread(target=drive, args=(van,)),
    threading.Thread(target=drive, args=(bus,)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
rejected = sorted(plate for plate, state in states.items() if state is State.REJECTED)

# expect: final rejected in (["bus"], ["van"])
# expect: possible lot.spots[1].vehicle == bus
# expect: possible lot.spots[1].vehicle.plate == "van"
# expect: final lot.spots[0].is_free and State.WAITING not in states.values()
# expect: no uncaught-exception
# expect: no deadlock

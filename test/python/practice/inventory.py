"""An inventory in memory. `reserve` checks outside of the lock: the stock can become negative."""
import threading
from dataclasses import dataclass
from typing import Dict, NamedTuple


class OutOfStock(Exception):
    def __init__(self, sku: str, wanted: int, there: int):
        super().__init__(sku, wanted, there)
        self.sku, self.wanted, self.there = sku, wanted, there

    def __str__(self):
        return f"{self.sku}: wanted {self.wanted}, have {self.there}"


class Line(NamedTuple):
    sku: str
    quantity: int = 1


@dataclass
class Item:
    sku: str
    quantity: int

    def __post_init__(self):
        if self.quantity < 0:
            raise ValueError("negative quantity")


class Inventory:
    def __init__(self, **stock: int):
        self._items: Dict[str, Item] = {sku: Item(sku, n) for sku, n in stock.items()}
        self._lock = threading.Lock()

    def available(self, sku: str) -> int:
        with self._lock:
            return self._items[sku].quantity

    def reserve(self, line: Line) -> None:
        if (there := self.available(line.sku)) < line.quantity:
            raise OutOfStock(line.sku, line.quantity, there)
        with self._lock:
            self._items[line.sku].quantity -= line.quantity


inventory = Inventory(apple=1, pear=2)
sold: list = []
failures: list = []


def customer(name: str, *lines: Line) -> None:
    for line in lines:
        try:
            inventory.reserve(line)
        except OutOfStock as error:
            failures.append(str(error))
        except KeyError as error:
            failures.append(f"no such item: {error}")
        else:
            sold.append((name, line.sku))


threads = [
    threading.Thread(target=customer, args=("ann", Line("apple"), Line("plum"))),
    threading.Thread(target=customer, args=("bob", Line("apple", 1))),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
apples = inventory.available("apple")

# expect: outcomes apples = {0, -1}
# expect: final "no such item: 'plum'" in failures
# expect: possible "apple: wanted 1, have 0" in failures
# expect: final (apples == -1) == (len(sold) == 2)
# expect: no uncaught-exception

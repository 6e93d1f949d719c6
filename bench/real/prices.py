"""A shop that asks for prices in a pool, and keeps them in a cache with a lock."""
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass
class Price:
    item: str
    cents: int
    asked: int = 0


class Cache:
    """The least recently added entries make room for others."""

    def __init__(self, most):
        self.most = most
        self.entries = {}
        self.hits = 0
        self.misses = 0
        self.lock = threading.Lock()

    def get(self, item, ask):
        with self.lock:
            known = self.entries.get(item)
            if known is not None:
                self.hits += 1
                known.asked += 1
                return known
            self.misses += 1
        made = Price(item, ask(item))
        with self.lock:
            if len(self.entries) >= self.most:
                del self.entries[next(iter(self.entries))]
            return self.entries.setdefault(item, made)


class Shop:
    def __init__(self, prices):
        self.prices = prices
        self.cache = Cache(most=2)
        self.asked = 0

    def ask(self, item):
        self.asked += 1
        return self.prices[item]

    def total(self, items):
        return sum(self.cache.get(item, self.ask).cents for item in items)


shop = Shop({"tea": 250, "milk": 120, "bread": 310})
baskets = [["tea", "milk"], ["milk", "bread"], ["tea"]]

with ThreadPoolExecutor(max_workers=3) as pool:
    totals = list(pool.map(shop.total, baskets))

print(totals, shop.cache.hits, shop.cache.misses, shop.asked)

"""A cache that two workers of a pool fill: get-or-create without a lock."""
from concurrent.futures import ThreadPoolExecutor


class Connection:
    def __init__(self, name):
        self.name = name
        self.queries = 0

    def query(self, text):
        self.queries += 1
        return f'{self.name}:{text}'


class Cache:
    def __init__(self):
        self.entries = {}
        self.created = 0

    def get(self, name):
        if name not in self.entries:
            self.created += 1
            self.entries[name] = Connection(name)
        return self.entries[name]


cache = Cache()


def work(text):
    connection = cache.get('db')
    return connection.query(text)


with ThreadPoolExecutor(max_workers=2) as pool:
    results = list(pool.map(work, ['a', 'b']))

created = cache.created
print(results)

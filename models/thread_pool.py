# A thread pool: which worker takes which task is open, the results are not.
# expect: outcomes (total, results) = {(2, [10, 20]), (1, [10, 20])}
# expect: lost-update
# expect: data-race
from concurrent.futures import ThreadPoolExecutor

total = 0
results = [0, 0]


def work(n):
    global total
    total += 1  # unprotected
    return n * 10


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(work, n) for n in (1, 2)]
        for i, future in enumerate(futures):
            results[i] = future.result()


if __name__ == "__main__":
    main()

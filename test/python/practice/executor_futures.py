"""A ThreadPoolExecutor: as_completed, callbacks, and futures that fail."""
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, as_completed, wait


class DownloadError(Exception):
    pass


def download(url):
    if url.startswith("ftp"):
        raise DownloadError(url)
    return len(url)


finished = []
sizes = {}
failed = []


def on_done(future):
    finished.append("failed" if future.exception() else "ok")


def main():
    urls = ["http://a", "ftp://b"]
    with ThreadPoolExecutor(max_workers=2) as executor:
        future_to_url = {executor.submit(download, url): url for url in urls}
        for future in future_to_url:
            future.add_done_callback(on_done)
        for future in as_completed(future_to_url):
            url = future_to_url[future]
            try:
                sizes[url] = future.result()
            except DownloadError as exc:
                failed.append(f"{url} generated an exception: {exc}")
    done, not_done = wait(future_to_url, return_when=FIRST_EXCEPTION)
    return len(done), len(not_done)


if __name__ == "__main__":
    counts = main()

# expect: final sizes == {"http://a": 8} and failed == ["ftp://b generated an exception: ftp://b"]
# expect: possible finished == ["ok", "failed"]
# expect: possible finished == ["failed", "ok"]
# expect: final counts == (2, 0)
# expect: no deadlock
# expect: no uncaught-exception

"""Tasks of asyncio that send each other requests."""
import asyncio


class Request:
    def __init__(self, number):
        self.number = number
        self.done = asyncio.Event()
        self.answer = None


async def client(requests, start):
    number = start
    while True:
        request = Request(number)
        await requests.put(request)
        await request.done.wait()
        assert request.answer == number + 1
        number = (number + 1) % 2


async def server(requests):
    while True:
        request = await requests.get()
        request.answer = request.number + 1
        request.done.set()


async def main():
    requests = asyncio.Queue(1)
    await asyncio.gather(client(requests, 0), server(requests))


asyncio.run(main())


# expect: no uncaught-exception
# expect: no deadlock

"""Coroutines that read a balance, wait for the network, and write it."""
import asyncio

balance = 0


async def network():
    await asyncio.sleep(0.1)


async def deposit(amount):
    global balance
    before = balance
    await network()
    balance = before + amount


async def main():
    await asyncio.gather(deposit(10), deposit(5))


asyncio.run(main())
print(balance)

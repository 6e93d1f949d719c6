import type { Explorable } from '../explored.ts'
import { numbers } from '../random-programs.ts'

const lines = (...texts: string[]): string[][] => texts.map((text) => text.split('\n'))

/** Statements of a task. */
const statements = lines(
  'x += 1',
  'y = x',
  'await asyncio.sleep(0)',
  'await asyncio.sleep(0.1)\nx += 1',
  'p = x\nawait asyncio.sleep(0)\nx = p + 1',
  'async with m:\n    p = y\n    await asyncio.sleep(0)\n    y = p + 1',
  'async with m:\n    async with n:\n        x += 2',
  'async with n:\n    await asyncio.sleep(0)\n    async with m:\n        y += 2',
  'async with sem:\n    p = x\n    await asyncio.sleep(0)\n    x = p + 2',
  'ev.set()',
  'await ev.wait()\ny = x',
  'ev.clear()',
  'await q.put(p)',
  'q.put_nowait(p)',
  'x = await q.get()',
  'if not q.empty():\n    y = q.get_nowait()',
  'async with cond:\n    while not items:\n        await cond.wait()\n    x = items.pop()',
  'async with cond:\n    items.append(y)\n    cond.notify()',
  'async with cond:\n    items.append(p)\n    cond.notify_all()',
  'async with cond:\n    await cond.wait_for(lambda: items)\n    y = len(items)',
  'x = await twice(y)',
  'y = sum(await asyncio.gather(twice(1), twice(x)))',
  'kid = asyncio.create_task(twice(p))\nx += 1\ny = await kid',
  'kid = asyncio.create_task(twice(p))',
  'kid = asyncio.create_task(twice(p))\nkid.cancel()\ntry:\n    await kid\nexcept asyncio.CancelledError:\n    y = 7',
  'kid = asyncio.create_task(twice(p))\nawait asyncio.sleep(0)\nkid.cancel()',
  'if x > 1:\n    raise ValueError(x)',
  'try:\n    await asyncio.sleep(0)\nfinally:\n    y += 1',
  'try:\n    x = await asyncio.wait_for(twice(y), 1)\nexcept asyncio.TimeoutError:\n    x = -1',
  'try:\n    await asyncio.wait_for(ev.wait(), timeout=1)\nexcept asyncio.TimeoutError:\n    y = -1',
  'done, left = await asyncio.wait([asyncio.create_task(twice(1)), asyncio.create_task(twice(3))], return_when=asyncio.FIRST_COMPLETED)\ny = len(left)',
  'flag = m.locked()',
  'async with asyncio.TaskGroup() as group:\n    group.create_task(twice(1))\n    group.create_task(twice(p))',
)

/** How the module waits for its tasks. */
const mains = [
  (calls: readonly string[]) => [`await asyncio.gather(${calls.join(', ')})`],
  (calls: readonly string[]) => [`r = await asyncio.gather(${calls.join(', ')}, return_exceptions=True)`, 'shown = str(r)'],
  (calls: readonly string[]) => [
    `tasks = [asyncio.create_task(each) for each in (${calls.join(', ')},)]`,
    'for each in tasks:',
    '    await each',
  ],
  (calls: readonly string[]) => [`t = asyncio.create_task(${calls[0]})`, `await ${calls[1]}`, 'shown = t.done()'],
  (calls: readonly string[]) => [
    `t = asyncio.create_task(${calls[0]})`,
    `await ${calls[1]}`,
    't.cancel()',
    'shown = await asyncio.gather(t, return_exceptions=True) == [5]',
  ],
]

/** A tiny program of two or three tasks. */
export function taskProgram(seed: number): Explorable {
  const draw = numbers(seed)
  const count = draw(4) === 0 ? 3 : 2
  const bodies = Array.from({ length: count }, () =>
    Array.from({ length: 1 + draw(count === 3 ? 1 : 2) }, () => statements[draw(statements.length)] ?? []).flat(),
  )
  const main = mains[draw(mains.length)] ?? mains[0]
  const indented = (all: readonly string[]): string[] => all.map((line) => `    ${line}`)
  const text = [
    'import asyncio',
    `x = ${draw(3)}`,
    `y = ${draw(3)}`,
    'flag = False',
    "shown = 'unset'",
    'm = asyncio.Lock()',
    'n = asyncio.Lock()',
    'sem = asyncio.Semaphore(1)',
    'ev = asyncio.Event()',
    'cond = asyncio.Condition()',
    'q = asyncio.Queue(1)',
    'items = []',
    'async def twice(v):',
    '    global x',
    '    x += v',
    '    await asyncio.sleep(0)',
    '    return v * 2',
    ...bodies.flatMap((body, index) => [
      `async def work${index}(p):`,
      '    global x, y, flag',
      ...indented(body),
      ...(draw(2) === 0 ? ['    return p'] : []),
    ]),
    'async def main():',
    '    global shown',
    ...indented(main?.(bodies.map((_, index) => `work${index}(${index + 1})`)) ?? []),
    'asyncio.run(main())',
    '',
  ].join('\n')
  return { text, names: ['x', 'y', 'flag', 'shown'], sameFreedom: true }
}

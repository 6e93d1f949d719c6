import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { findingSentence } from '../../src/findings/kinds.ts'
import { readModel } from '../../src/language/read.ts'
import { outcomeText } from '../../src/report/outcomes-text.ts'

async function finals(text: string): Promise<string[]> {
  const read = await readModel({ name: 'shown.py', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const result = await check(read.value.program)
  return result.outcomes.map((outcome) => outcomeText(result, outcome))
}

test('a variable that starts as None, and may stay so, shows it', async () => {
  const text = `import threading
import random
result = None
def worker():
    global result
    if random.randint(0, 1):
        result = 3
t = threading.Thread(target=worker)
t.start()
t.join()
`
  expect(await finals(text)).toEqual(['None', '3'])
})

test('strings and booleans show as Python writes them', async () => {
  const text = `import threading
status = 'idle'
done = False
def worker():
    global status, done
    status = 'busy'
    done = True
t = threading.Thread(target=worker)
t.start()
t.join()
`
  expect(await finals(text)).toEqual(["('busy', True)"])
})

test('a list that outgrows its capacity says so', async () => {
  const text = `import threading
data = []
def add(k):
    for i in range(6):
        data.append(k)
ts = [threading.Thread(target=add, args=(i,)) for i in (1, 2)]
for t in ts: t.start()
for t in ts: t.join()
`
  const read = await readModel({ name: 'grows.py', text })
  if (!read.ok) throw new Error('unreadable')
  const result = await check(read.value.program)
  const [first] = result.findings
  expect(first === undefined ? '' : findingSentence(result.program, first)).toBe(
    'assertion: in add-2, more than 8 elements in data (capacity) (line 5)',
  )
})

import { describe, expect, test } from 'vitest'
import { check, investigate } from '../../../src/check/check.ts'
import { traceToFinal } from '../../../src/check/traces.ts'
import { readFinalCondition } from '../../../src/language/claims/options.ts'
import { readObservedModel } from '../../../src/language/observed-model.ts'
import { denotedText } from '../../../src/program/denote.ts'
import { shownValues } from '../../../src/program/heap.ts'

const bank = `import threading

class Account:
    def __init__(self, balance):
        self.balance = balance

score = 7
items = []

def main():
    accounts = {'ada': Account(10), 'bob': Account(5)}
    rounds = 0
    def job():
        nonlocal rounds
        if accounts['ada'].balance >= 3:
            accounts['ada'].balance -= 3
            rounds += 1
        items.append('x')
    ts = [threading.Thread(target=job) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()

main()
`
const counter = `import threading
counter = 0
limit = 3
def work():
    global counter
    counter += 1
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`
const instructions =
  'shared x = 0, a[2] = 0\nthread A:\n  load r, x\n  add r, 1\n  store x, r\nthread B:\n  store a[1], 5\n  store x, 7\n'

async function outcomesOf(name: string, text: string, observe: string): Promise<string[]> {
  const read = await readObservedModel({ name, text }, { observe })
  if (!read.ok) throw new Error(read.errors.map(({ message, hint }) => `${message}; ${hint}`).join('\n'))
  const { program, observed, outcomes, complete } = await check(read.value.program, { observed: read.value.observed })
  expect(complete).toBe(true)
  return outcomes.map(({ final }) => shownValues(program, observed, final).map(denotedText).join('; ')).sort()
}

describe('what is observed can be an expression', () => {
  test.each([
    [counter, 'counter * 2', ['2', '4']],
    [counter, 'limit', ['3']],
    [counter, 'counter == limit - 1', ['False', 'True']],
    [counter, 'counter, limit', ['1; 3', '2; 3']],
    [counter, "f'{counter}/{limit}'", ["'1/3'", "'2/3'"]],
    [counter, '1 / (counter - 1)', ['1.0', 'ZeroDivisionError']],
    [counter, 'counter * 2000000000', ['2000000000', '4000000000']],
    [bank, "accounts['ada'].balance", ['4', '7']],
    [bank, 'rounds', ['1', '2']],
    [bank, 'len(items)', ['2']],
    [bank, 'sum(each.balance for each in accounts.values())', ['12', '9']],
    [bank, 'sorted(items), score', ["['x', 'x']; 7"]],
    [bank, 'None if rounds == 1 else rounds', ['2', 'None']],
  ])('%# %s', async (text, observe, outcomes) => {
    expect(await outcomesOf('m.py', text, observe)).toEqual(outcomes)
  })

  test.each([
    ['x + 1', ['2', '8', '9']],
    ['x, x * x', ['1; 1', '7; 49', '8; 64']],
    ['a[1] // (x - 7)', ['-1', '5', 'no value']],
    ['max(x, a[0])', ['1', '7', '8']],
  ])('instruction text: %s', async (observe, outcomes) => {
    expect(new Set(await outcomesOf('m.ilv', instructions, observe))).toEqual(new Set(outcomes))
  })
})

test.each([
  [counter, 'sum(itms)', 'unknown name `itms`; did you mean `ts`?'],
  [counter, 'sum(balances)', 'unknown name `balances`; known here: `counter`, `limit`, `ts`, `t`'],
  [bank, "accounts['ada'].balanc", "`accounts['ada'].balanc` names an unknown attribute; name one that the object has"],
  [counter, 'countr', 'unknown name `countr`; did you mean `counter`?'],
  [counter, 'counter +', 'expected an expression of Python, found `counter +`; write, for example, `len(items)`'],
  [counter, 'import os', 'expected an expression of Python, found `import os`; write, for example, `len(items)`'],
])('%# %s is refused', async (text, observe, message) => {
  await expect(outcomesOf('m.py', text, observe)).rejects.toThrow(message)
})

const account = `import threading
class Account:
    def __init__(self):
        self.balance = 100
    def withdraw(self, n):
        if self.balance >= n:
            self.balance -= n
account = Account()
ts = [threading.Thread(target=account.withdraw, args=(n,)) for n in (80, 50)]
for t in ts: t.start()
for t in ts: t.join()
`

test.each([
  [account, 'balance == 20', 'unknown name `balance`', 'did you mean `account.balance`?'],
  [account, 'account.balnce == 20', '`account.balnce == 20` names an unknown attribute', 'did you mean `account.balance`?'],
  [
    account,
    'account.balance / 0 == 1',
    '`account.balance / 0 == 1` raises ZeroDivisionError wherever executions end',
    'write an expression that has a value there',
  ],
])('%# a condition that no final state has a value for is refused: %s', async (text, condition, message, hint) => {
  const read = await readObservedModel({ name: 'm.py', text }, { conditions: [condition] })
  if (!read.ok) throw new Error(read.errors[0]?.message)
  const { problems } = readFinalCondition(read.value.program, condition, '--final')
  expect(problems.errors).toMatchObject([{ message, hint }])
})

test('an unknown name may be that of an attribute', async () => {
  await expect(outcomesOf('m.py', account, 'balance')).rejects.toThrow(
    'unknown name `balance`; did you mean `account.balance`?',
  )
})

test.each([
  [counter, 'counter * 2 == limit - 1', true],
  [counter, 'len([counter]) == counter', true],
  [counter, 'counter * 2000000000 == 4000000000', true],
  [counter, 'counter > limit', false],
  [bank, 'sum(each.balance for each in accounts.values()) == 9', true],
  [bank, 'rounds == 3', false],
])('%# a condition on final states: %s', async (text, condition, isPossible) => {
  const read = await readObservedModel({ name: 'm.py', text }, { conditions: [condition] })
  if (!read.ok) throw new Error(read.errors[0]?.message)
  const { program } = read.value
  const { condition: parsed } = readFinalCondition(program, condition, '--final')
  if (parsed === null) throw new Error('no condition')
  expect(traceToFinal(await investigate(program), parsed) !== null).toBe(isPossible)
})

// Asks, from a program of one's own: two threads each run `balance += 1` with no lock; which final values are possible?

import { check, readModel } from 'interleave-checker'

const text = `
shared balance = 0
thread A, B:
    load  tmp, balance
    add   tmp, 1
    store balance, tmp
`

const read = await readModel({ name: 'question.ilv', text })
if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))

const { outcomes, findings, stats } = await check(read.value.program)
for (const { final, interleavings } of outcomes) {
  console.log(`balance = ${final[0]}: ${interleavings} of ${stats.interleavings} interleavings`)
}
console.log(`found: ${[...new Set(findings.map((each) => each.kind))].join(', ')}`)

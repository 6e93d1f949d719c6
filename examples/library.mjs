// Asks, from a program of one's own: two threads each run `balance += 1` with no lock; which final values are possible?

import { explore } from 'interleave-checker'

const report = await explore(`
shared balance = 0
thread A, B:
    load  tmp, balance
    add   tmp, 1
    store balance, tmp
`)

for (const { final, interleavings } of report.outcomes) {
  console.log(`balance = ${final.balance}: ${interleavings} of ${report.interleavings} interleavings`)
}
const [lost] = report.findings
console.log(lost.message)
console.log(lost.trace.table())

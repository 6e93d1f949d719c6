#!/usr/bin/env node
// The command's first file.

import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { keepCode, loadKept } from './kept-code.ts'

// Most checks are over before what V8 optimizes for them pays off: V8 11, that of Node 20, waits six times as long as it
// would by itself. This takes a quarter off the processor time of a counter of 2 x 5 (335 ms against 435 on a busy
// machine); large checks are no slower. Later versions have no such flag.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=400000')

/** Files of the bundle, from here: that of `threads.ts`, and the first one. */
declare const INTERLEAVE_THREADS: string
declare const INTERLEAVE_MAIN: string

/** How many threads are asked for; 1 where that cannot be told so soon. */
function threadsAskedFor([command, ...rest]: readonly string[]): number {
  const text = rest.flatMap((each, at) => (each === '--workers' ? [rest[at + 1]] : (/^--workers=(.*)/.exec(each)?.[1] ?? [])))
  return command === 'check' ? Number(text[0] ?? 1) : 1
}

// What a check needs, nearly every command needs.
process.on('exit', () => {
  if (process.argv[2] === 'check') keepCode()
})
const { startEarly } = loadKept(INTERLEAVE_THREADS) as typeof import('./threads.ts')
startEarly(Math.min(threadsAskedFor(process.argv.slice(2)), availableParallelism()) - 1)
loadKept(INTERLEAVE_MAIN)

#!/usr/bin/env node
// The command's first file.

import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { keepCode, loadKept } from './kept-code.ts'

// Most checks finish before the optimizations of V8 pay off, so V8 11, in Node 20, is told to wait six times as long as by
// default. This saves a quarter of the processor time of a counter of 2 x 5 (335 ms instead of 435 on a busy machine);
// large checks are not slower. Later versions have no such flag.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=400000')

/** Files of the bundle, relative to this one: that of `threads.ts`, and the first one. */
declare const INTERLEAVE_THREADS: string
declare const INTERLEAVE_MAIN: string

/** Returns how many threads are asked for; 1 if that is not known this early. */
function threadsAskedFor([command, ...rest]: readonly string[]): number {
  const text = rest.flatMap((each, at) => (each === '--workers' ? [rest[at + 1]] : (/^--workers=(.*)/.exec(each)?.[1] ?? [])))
  return command === 'check' && !rest.includes('--real') ? Number(text[0] ?? 1) : 1
}

// Nearly every command needs what a check needs.
process.on('exit', () => {
  if (process.argv[2] === 'check') keepCode()
})
const { startEarly } = loadKept(INTERLEAVE_THREADS) as typeof import('./threads.ts')
startEarly(Math.min(threadsAskedFor(process.argv.slice(2)), availableParallelism()) - 1)
loadKept(INTERLEAVE_MAIN)

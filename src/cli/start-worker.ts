// The first file of a thread that helps with an exploration.

import { keepCode, loadKept } from './kept-code.ts'

/** The first file of the bundle, relative to this one. */
declare const INTERLEAVE_WORKER: string

process.on('exit', keepCode)
loadKept(INTERLEAVE_WORKER)

import { join } from 'node:path'
import type { Mistake } from '../cpython/agent.ts'
import type { Replayed, ReplayRequest } from '../cpython/replay.ts'
import { misuse } from './failure.ts'
import { mistakeIn, PythonProcess } from './python-process.ts'

/** After so long without an answer the interpreter is given up; it ends by itself much sooner. */
const patienceMs = 120_000

/** Executes a request with an interpreter. Throws `Misuse` if that does not answer. */
export async function executed(python: string, request: ReplayRequest): Promise<Replayed> {
  const child = new PythonProcess(python, [join(__dirname, '../replay')])
  try {
    child.send(request)
    const line = (await child.next(patienceMs)) as (Replayed & { readonly error?: Mistake }) | null
    if (line === null) throw misuse(`${python} does not answer`, null)
    if (line.error !== undefined) throw mistakeIn(request.file, line.error)
    return line
  } finally {
    child.end()
  }
}

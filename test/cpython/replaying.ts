import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { check } from '../../src/check/check.ts'
import type { CheckResult } from '../../src/check/result.ts'
import { neverInCPython, type Replayed, type ReplayRequest, replayRequest } from '../../src/cpython/replay.ts'
import { replayDifference } from '../../src/cpython/replay-report.ts'
import type { ThreadChoice } from '../../src/language/claims/chosen-threads.ts'
import { readObservedModel } from '../../src/language/observed-model.ts'
import { defaultReadOptions } from '../../src/language/read.ts'
import { plainStyle } from '../../src/report/style.ts'
import type { Trace } from '../../src/semantics/trace.ts'

const root = join(import.meta.dirname, '../..')

/** A Python model and everything that can happen in it. */
export interface Explored {
  readonly file: string
  readonly text: string
  readonly result: CheckResult
  readonly threads: readonly ThreadChoice[] | null
  readonly bound: number | null
}

/** Explores a Python file; `threads` and `bound` are as on the command line. */
export async function explored(
  file: string,
  threads: readonly ThreadChoice[] | null = null,
  bound: number | null = null,
): Promise<Explored> {
  const text = readFileSync(file, 'utf8')
  const read = await readObservedModel({ name: file, text }, { ...defaultReadOptions, threads, bound, conditions: [] })
  if (!read.ok) throw new Error(`${file}: ${read.errors.map(({ message }) => message).join()}`)
  const { program, observed } = read.value
  return { file, text, threads, bound, result: await check(program, { observed }) }
}

/** Returns what to ask an interpreter for. */
export function requestFor({ file, text, result, threads, bound }: Explored, trace: Trace): ReplayRequest {
  return replayRequest(result.program, result.observed, trace, { name: file, text }, { threads, bound }, plainStyle.symbols)
}

/** Executes a request with an interpreter. */
export function executed(python: string, request: ReplayRequest): Promise<Replayed> {
  const child = spawn(python, ['-s', '-B', join(root, 'src/cpython/replay')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  let [answer, complaint] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  child.stdin.end(`${JSON.stringify(request)}\n`)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      if (complaint !== '' || answer === '') reject(new Error(`${relative(root, request.file)}: no answer: ${complaint}`))
      else resolve(JSON.parse(answer))
    })
  })
}

/** Executes a trace with an interpreter. Returns in which respect it was otherwise than in the model; null if it was the same. */
export async function differenceIn(python: string, model: Explored, trace: Trace): Promise<string | null> {
  const never = neverInCPython(model.result.program, trace)
  if (never !== null) return never
  const request = requestFor(model, trace)
  const replayed = await executed(python, request)
  return replayDifference({ program: model.result.program, request, replayed })
}

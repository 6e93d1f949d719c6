import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { errorAt } from '../base/diagnostic.ts'
import type { Source, Span } from '../base/source.ts'
import type { Mistake } from '../cpython/agent.ts'
import { Misuse, misuse } from './failure.ts'
import { readSource } from './files.ts'

/** A running interpreter that writes a line of JSON for each thing that it has to say. */
export class PythonProcess {
  private readonly child: ChildProcess
  private readonly waiting: { resolve: (line: string) => void; reject: (error: unknown) => void }[] = []
  private readonly arrived: string[] = []
  private ended: unknown = null
  private complaint = ''

  /** Starts an interpreter. What happens to it, `next` says. */
  constructor(python: string, args: readonly string[]) {
    const child = spawn(python, ['-s', '-B', ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: environment(),
    })
    this.child = child
    child.on('error', () => this.fail(noPython(python)))
    child.on('close', () => this.fail(hung(this.complaint, args) ?? stopped(python, this.complaint)))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-20_000)
    })
    child.stdin?.on('error', () => undefined) // told by `close`
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => this.take(line))
    process.once('exit', this.end)
  }

  /** The next line; null if none comes in time. Throws `Misuse` if the interpreter has ended. */
  next(timeoutMs: number = Number.POSITIVE_INFINITY): Promise<unknown> {
    const line = this.arrived.shift()
    if (line !== undefined) return Promise.resolve(JSON.parse(line))
    if (this.ended !== null) return Promise.reject(this.ended)
    return new Promise((resolve, reject) => {
      const asked = {
        resolve: (text: string) => settle(() => resolve(JSON.parse(text))),
        reject: (error: unknown) => settle(() => reject(error)),
      }
      const timer = Number.isFinite(timeoutMs) ? setTimeout(() => asked.resolve('null'), timeoutMs) : undefined
      const settle = (how: () => void): void => {
        clearTimeout(timer)
        const index = this.waiting.indexOf(asked)
        if (index !== -1) this.waiting.splice(index, 1)
        how()
      }
      this.waiting.push(asked)
    })
  }

  send(value: unknown): void {
    this.child.stdin?.write(`${JSON.stringify(value)}\n`)
  }

  /** Ends the interpreter, whatever it does. */
  readonly end = (): void => {
    process.off('exit', this.end)
    this.child.kill('SIGKILL')
  }

  private take(line: string): void {
    const [asked] = this.waiting
    if (asked === undefined) this.arrived.push(line)
    else asked.resolve(line)
  }

  private fail(error: unknown): void {
    this.ended ??= error
    for (const { reject } of [...this.waiting]) reject(this.ended)
  }
}

/** Without the variables that make two runs of Python different. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PYTHON') || name === 'PYTHONPATH')
  return { ...Object.fromEntries(kept), PYTHONHASHSEED: '0' }
}

function noPython(python: string): Misuse {
  return misuse(`cannot start ${python}`, 'name an interpreter of Python 3.9 or later: `--python python3.12`')
}

/**
 * Of an interpreter that its own clock ended, since code that is not written in Python let nothing else run: where that was
 * called. Null if it ended otherwise. `args` name the agent's folder and the file.
 */
export function hung(complaint: string, [agent = '', file = '']: readonly string[]): Misuse | null {
  const dump = complaint.slice(Math.max(0, complaint.indexOf('Timeout (')))
  if (!dump.startsWith('Timeout (')) return null
  const message = 'this does nothing for 30 seconds but keep all other threads from running: it cannot be explored'
  const frames = dump.split(/^Thread .*$/m).map((thread) => [...thread.matchAll(/^ {2}File "(.*)", line (\d+) in/gm)])
  // The others stand in code of the agent.
  const running = frames.find(([top]) => top !== undefined && top[1]?.startsWith(agent) !== true) ?? []
  const [, , line] = running.find(([, path]) => path === resolve(file)) ?? []
  return mistakeIn(file, { message, file, line: Number(line ?? 0), column: 1 })
}

function stopped(python: string, complaint: string): Misuse {
  const last = complaint.trim().split('\n').at(-1) ?? ''
  return misuse(`${python} ended unexpectedly${last === '' ? '' : `: ${last}`}`, null)
}

/** A mistake in a file that the interpreter found. */
export function mistakeIn(file: string, mistake: Mistake | undefined): Misuse {
  if (mistake === undefined) return misuse(`${file} cannot be executed`, null)
  const source = readSource(mistake.file ?? file)
  return new Misuse([errorAt(source, spanAt(source, mistake.line, mistake.column), mistake.message, null)])
}

/** The place of a line and a column, both from 1, in a text. */
export function spanAt({ text }: Source, line: number, column: number): Span | null {
  if (line < 1) return null
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  const start = Math.min(text.length, before + Math.max(0, column - 1))
  return { start, end: Math.min(text.length, start + 1) }
}

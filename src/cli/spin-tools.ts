import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { misuse } from './failure.ts'
import { interruption } from './host.ts'

/** The programs that are executed. */
export interface Tools {
  readonly spin: string
  readonly compiler: string
}

/** Finds SPIN and a C compiler. Throws `Misuse`. */
export function findTools(): Tools {
  const spin = onPath('spin')
  if (spin === null)
    throw misuse('SPIN is not installed', 'on Debian and Ubuntu: `apt-get install spin`; else see spinroot.com')
  const compiler = ['cc', 'gcc', 'clang', 'tcc'].map(onPath).find((each) => each !== null)
  if (compiler === undefined || compiler === null)
    throw misuse('SPIN needs a C compiler, and none is installed', 'on Debian and Ubuntu: `apt-get install gcc libc6-dev`')
  return { spin, compiler }
}

function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not in this folder
    }
  }
  return null
}

/** How a program has ended. */
export interface Ended {
  readonly output: string
  /** Null if it was ended, by a signal to it or to this command, or after the time that it had. */
  readonly status: number | null
}

const running = new Set<ChildProcess>()

/** Executes a program in a folder, until it ends, the time is over or the user interrupts. */
export function execute(file: string, args: readonly string[], folder: string, timeoutMs: number | null): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    const end = (): void => {
      child.kill('SIGKILL')
    }
    const timer = timeoutMs === null ? undefined : setTimeout(end, timeoutMs)
    void interruption().then(end)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ output, status })
    })
  })
}

/** Ends what is still being executed. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

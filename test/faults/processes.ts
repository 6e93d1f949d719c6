import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Ran, root } from '../cli/command.ts'

/** The built command. */
export const cli: string = join(root, 'dist/cli.cjs')

/** Starts the built command, without waiting for it. */
export function started(args: readonly string[], cwd: string = root): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Waits until a command has ended. */
export function ended(child: ChildProcess): Promise<Ran & { readonly signal: NodeJS.Signals | null }> {
  const texts = { stdout: '', stderr: '' }
  child.stdout?.on('data', (data) => {
    texts.stdout += data
  })
  child.stderr?.on('data', (data) => {
    texts.stderr += data
  })
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...texts })))
}

/** Runs a line of the shell, in which `interleave` is the built command. */
export function shell(line: string, cwd: string = root): Promise<Ran> {
  const script = `interleave() { '${process.execPath}' '${cli}' "$@"; }\n${line}`
  return ended(spawn('sh', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** What a user must never see. */
export const stackTrace: RegExp = /\n {4}at |interleave bug|node:internal/

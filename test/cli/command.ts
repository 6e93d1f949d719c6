import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly cwd?: string
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
}

const cli = join(import.meta.dirname, '../../dist/cli.cjs')
export const root: string = join(import.meta.dirname, '../..')

/** Runs the built command as a user does. */
export function interleave(args: readonly string[], options: RunOptions = {}): Ran {
  return runCommand(cli, args, options)
}

/** The same for a command that was built elsewhere. */
export function runCommand(file: string, args: readonly string[], options: RunOptions): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: options.cwd ?? root,
    input: options.input ?? '',
    encoding: 'utf8',
    env: { ...process.env, ...options.env },
    maxBuffer: 2 ** 28,
  })
  return { code: status, stdout, stderr }
}

/** A folder of its own for a test. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'interleave-'))
}

import { spawnSync } from 'node:child_process'

/** Executes a Python program and gives what it printed; its errors end the test. */
export function python(program: string, input: string, cwd: string, timeout = 60_000): string {
  const made = spawnSync('python3', ['-c', program], { input, cwd, encoding: 'utf8', timeout, maxBuffer: 1 << 28 })
  if (made.status !== 0) throw new Error(`python3: ${made.stderr || made.error?.message}`)
  return made.stdout
}

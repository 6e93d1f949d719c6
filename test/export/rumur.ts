import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}

/** Whether Rumur, which makes a search of a Murphi model, and a C compiler are installed. */
export const isInstalled: boolean = has('rumur') && has('gcc')

/** Returns the number of states that Rumur finds in a model, or its messages. */
export function statesOf(text: string): number | string {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-rumur-'))
  try {
    writeFileSync(join(folder, 'model.m'), text)
    const options = { cwd: folder, encoding: 'utf8' } as const
    const quiet = ['--deadlock-detection', 'off', '--symmetry-reduction', 'off', '--threads', '1', '--set-capacity', '1048576']
    const made = spawnSync('rumur', [...quiet, '--max-errors', '1000000', '--output', 'model.c', 'model.m'], options)
    if (made.status !== 0) return made.stderr
    const built = spawnSync(
      'gcc',
      ['-O0', '-w', '-std=c11', '-march=native', '-o', 'model', 'model.c', '-lpthread', '-latomic'],
      options,
    )
    if (built.status !== 0) return built.stderr
    const { stdout, stderr } = spawnSync(join(folder, 'model'), options)
    const states = /(\d+) states/.exec(stdout)?.[1]
    return states === undefined ? stdout + stderr : Number(states)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

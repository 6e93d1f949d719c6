import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}

/** A C compiler: `tcc` is 20 times faster than `gcc`, and the programs are small. */
const compiler: string | undefined = ['tcc', 'gcc', 'cc'].find(has)

/** Whether SPIN and a C compiler are installed. */
export const isInstalled: boolean = has('spin') && compiler !== undefined

/** What SPIN says of a model. */
export interface Judgement {
  readonly states: number
  readonly transitions: number
  /** States without a step in which some process is not at a valid end: deadlocks, and failed steps. */
  readonly stuck: number
  /** What the monitor printed, without duplicates. */
  readonly printed: ReadonlySet<string>
  /** Messages of SPIN and of the compiler, such as errors. */
  readonly messages: string
}

/** A claim that observes each state, and stays where it is: C that may print, over `now`. */
export function monitor(code: string): string {
  return `\nnever {\n  do\n  :: c_code { ${code} }\n  od\n}\n`
}

/** Explores a model completely with SPIN, without its optimisations that leave states out. */
export function judge(text: string, defines: readonly string[] = ['-DNOCLAIM']): Judgement {
  if (compiler === undefined) throw new Error('no C compiler')
  const folder = mkdtempSync(join(tmpdir(), 'interleave-spin-'))
  try {
    writeFileSync(join(folder, 'model.pml'), text)
    const options = { cwd: folder, encoding: 'utf8' } as const
    const made = spawnSync('spin', ['-a', '-o2', '-o3', 'model.pml'], options)
    const built = spawnSync(compiler, ['-w', '-DSAFETY', '-DNOREDUCE', ...defines, '-o', 'pan', 'pan.c'], options)
    const messages = made.stdout + made.stderr + built.stdout + built.stderr
    if (made.status !== 0 || built.status !== 0) return { states: -1, transitions: -1, stuck: -1, printed: new Set(), messages }
    const output = execFileSync(join(folder, 'pan'), ['-A', '-c0', '-w16', '-m200000'], { ...options, maxBuffer: 2 ** 28 })
    const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? -1)
    return {
      states: number(/(\d+) states, stored/),
      transitions: number(/(\d+) transitions \(/),
      stuck: number(/errors: (\d+)/),
      printed: new Set([...output.matchAll(/^@ (.*)$/gm)].map((match) => match[1] ?? '')),
      messages: messages + [...output.matchAll(/^.*(?:max search depth|truncated|Warning).*$/gm)].join('\n'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

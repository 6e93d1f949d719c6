import { errorAt } from '../base/diagnostic.ts'
import type { Hello } from '../cpython/agent.ts'
import { Misuse } from './failure.ts'
import { readSource } from './files.ts'
import { startAgent } from './python-agent.ts'
import { spanAt } from './python-process.ts'

/** Throws `Misuse` if executing a file would change something outside of its process, and the user did not allow that. */
export function refuseEffects({ effects }: Hello, isAllowed: boolean): void {
  if (isAllowed || effects.length === 0) return
  throw new Misuse(
    effects.map(({ what, file, line, column }, index) => {
      const source = readSource(file)
      const hint = index === 0 ? 'each execution would do that; `--allow-effects` executes the file nevertheless' : null
      return errorAt(source, spanAt(source, line, column), `this ${what}`, hint)
    }),
  )
}

/** The same for a file that something else than the agent executes. The agent only reads it. */
export async function refuseEffectsOf(file: string, python: string, isAllowed: boolean): Promise<void> {
  if (isAllowed) return
  const agent = await startAgent(python, file, { call: null, clock: 'virtual', randomValues: 'fixed', traceModules: [] })
  try {
    refuseEffects(agent.hello, isAllowed)
  } finally {
    agent.end()
  }
}

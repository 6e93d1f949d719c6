import type { Scene } from '../analysis/guarantee.ts'
import { defaultObservables } from '../analysis/outcomes.ts'
import { listed } from '../base/words.ts'
import type { Assessment } from '../check/assess.ts'
import { namedTexts } from '../program/heap.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'

/** Returns one sentence per reason, which may refute several guarantees. */
export function refutationTexts({ guarantee, result }: Assessment): string[] {
  const byReason = new Map<string, string[]>()
  for (const { guarantee: stronger, thread, line, why, scene } of guarantee?.refutations ?? []) {
    const what = why === 'blocked' ? 'can be blocked' : 'can take steps forever without finishing an operation'
    const reason = `${threadName(result.program, thread)} ${what} (line ${line}), ${sceneText(result.program, thread, scene)}`
    byReason.set(reason, [...(byReason.get(reason) ?? []), stronger])
  }
  return [...byReason].map(([reason, names]) => `not ${listed(names, 'or')}, since ${reason}`)
}

/** Returns `where balance = 1 and B is at line 9`. */
function sceneText(program: Program, thread: number, { values, lines }: Scene): string {
  const shared = namedTexts(program, defaultObservables(program), values)
  const others = lines.flatMap((line, other) => {
    return line === null || other === thread ? [] : [`${threadName(program, other)} is at line ${line}`]
  })
  return `where ${listed([...shared, ...others])}`
}

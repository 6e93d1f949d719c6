import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import type { Monitor } from '../space/monitor.ts'
import type { Observer } from '../space/observer.ts'
import { type Account, candidatesOf, type Remembering, type Replayed } from './rule.ts'

/** Returns a search by a monitor whose findings show in transitions. */
export function monitored<Info, D>(
  monitor: Monitor & { readonly found: readonly Info[] },
  account: (info: Info, replayed: Replayed) => Account<D> | null,
): Remembering<D> {
  const nearest: Nearest<Info> = new Nearest()
  const observer: Observer = {
    found: (number, state, depth, label) => {
      nearest.add(`${number}`, depth + 1, { state, label }, () => present(monitor.found[number], 'finding of a monitor'))
    },
    knows: (key) => nearest.has(key),
  }
  return { monitor, observer, candidates: () => candidatesOf(nearest.all(), account), hindrance: () => null }
}

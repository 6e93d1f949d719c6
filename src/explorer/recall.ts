import type { NumberList } from '../space/grow.ts'
import type { Rows } from '../space/layout.ts'
import type { Vector } from './expression.ts'
import type { KeptRows } from './lossy.ts'
import type { Machine } from './machine.ts'
import { Packing } from './packing.ts'
import type { Sorter } from './sorter.ts'

/** Recomputes states that are no longer stored by taking the steps to them again. */
export class Recall {
  private readonly machine: Machine
  private readonly sorter: Sorter | null
  private readonly parents: NumberList
  private readonly parentLabels: NumberList

  /** The lists hold the state from which each state was first reached, and the label. */
  constructor(machine: Machine, sorter: Sorter | null, parents: NumberList, parentLabels: NumberList) {
    this.machine = machine
    this.sorter = sorter
    this.parents = parents
    this.parentLabels = parentLabels
  }

  /** Returns a state, unpacked. */
  state(number: number): Vector {
    const { machine, sorter } = this
    const path: number[] = []
    for (let at = number; at > 0; at = this.parents.at(at)) path.push(this.parentLabels.at(at))
    machine.start()
    sorter?.sort(machine.next)
    let reached = machine.next.slice()
    for (const label of path.reverse()) {
      machine.current.set(reached)
      machine.expandOnly(machine.labels.labels[label]?.thread ?? -1, (each) => {
        if (each !== label) return
        sorter?.sort(machine.next)
        reached = machine.next.slice()
      })
    }
    return reached
  }

  /** Returns the rows of all states; rows that are kept need no steps. */
  rows(kept: KeptRows): Rows {
    const { layout } = this.machine
    const packing = new Packing(layout)
    const row = new Int32Array(layout.words)
    let last = -1
    return (number, index) => {
      const known = kept.word(number, index)
      if (known !== null) return known
      if (number !== last) packing.pack(this.state(number), row.fill(0), 0)
      last = number
      return row[index] ?? 0
    }
  }
}

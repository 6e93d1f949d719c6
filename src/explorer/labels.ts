import { present } from '../base/bug.ts'
import type { Access } from '../program/access.ts'
import type { Choice, Program } from '../program/program.ts'
import type { Layout } from '../space/layout.ts'
import type { Label } from '../space/space.ts'
import type { Recorder } from './recorder.ts'

type Kind = Label['kind'] | 'blocked'

/** Numbers the labels of transitions, each distinct label once. */
export class LabelTable {
  readonly labels: Label[] = []
  private readonly layout: Layout
  private readonly firstShared: number
  private readonly owners: number[] = []
  /** By (thread, pc) and accesses, for steps without choices, with few accesses, and with progress of no other; the rest by text. */
  private readonly codeStarts: number[] = []
  private readonly simple = new Map<number, number>()
  private readonly others = new Map<string, number>()
  private readonly accessKinds: number
  /** The number of all instructions of all threads. */
  private readonly places: number

  constructor(program: Program, layout: Layout) {
    this.layout = layout
    this.firstShared = program.shared.length > 0 ? layout.shared(0, 0) : 0
    program.shared.forEach((variable, index) => {
      for (const _ of variable.initial) this.owners.push(index)
    })
    let start = 0
    for (const thread of program.threads) {
      this.codeStarts.push(start)
      start += present(program.codes[thread.code], 'code').instructions.length
    }
    this.places = start
    this.accessKinds = 2 * this.owners.length + 1
  }

  /** Returns the number of the label of the step that the recorder has just seen. */
  number(thread: number, pc: number, kind: Kind, recorder: Recorder): number {
    const { accessCount, accessed, choiceCount, progressed } = recorder
    const advanced = progressed.length
    const isPlain = advanced === 0 || (advanced === 1 && progressed[0] === thread)
    if (kind !== 'instruction' || choiceCount > 0 || !isPlain) return this.byText(thread, pc, kind, recorder)
    let accesses = 0 // in a number system without a zero, so that lists of different lengths are different numbers
    for (let index = 0; index < accessCount; index++) {
      accesses = accesses * this.accessKinds + (accessed[index] ?? 0) - 2 * this.firstShared + 1
    }
    const key = (accesses * this.places + (this.codeStarts[thread] ?? 0) + pc) * 2 + advanced
    if (key > Number.MAX_SAFE_INTEGER) return this.byText(thread, pc, kind, recorder)
    const known = this.simple.get(key)
    if (known !== undefined) return known
    const number = this.add(thread, pc, kind, recorder)
    this.simple.set(key, number)
    return number
  }

  private byText(thread: number, pc: number, kind: Kind, recorder: Recorder): number {
    const choices = recorder.chosen.slice(0, recorder.choiceCount)
    const text = choices.map((choice) => (choice.kind === 'value' ? choice.value : `>${choice.thread}`)).join()
    const accesses = recorder.accessed.slice(0, recorder.accessCount).join()
    const key = `${thread}/${pc}/${kind}/${text}/${accesses}/${recorder.progressed.join()}`
    const known = this.others.get(key)
    if (known !== undefined) return known
    const number = this.add(thread, pc, kind, recorder)
    this.others.set(key, number)
    return number
  }

  private add(thread: number, pc: number, kind: Kind, recorder: Recorder): number {
    const choices: Choice[] = recorder.chosen.slice(0, recorder.choiceCount)
    const accesses = recorder.accessed.slice(0, recorder.accessCount).map((accessed, index): Access => {
      const variable = present(this.owners[(accessed >> 1) - this.firstShared], 'variable of a location')
      const element = (accessed >> 1) - this.layout.shared(variable, 0)
      return {
        location: { variable, element },
        kind: (accessed & 1) === 1 ? 'write' : 'read',
        plain: present(recorder.plain[index], 'plainness'),
      }
    })
    const blocked = kind === 'blocked'
    return (
      this.labels.push({
        thread,
        pc,
        kind: blocked ? 'instruction' : kind,
        choices,
        accesses,
        blocked,
        progressed: [...recorder.progressed],
      }) - 1
    )
  }
}

import { endsAreSeen } from '../facts.ts'
import type { Machine } from '../machine.ts'

/** The next access is a look at whether a thread has ended, whose end is a step then. */
export function lookAtEnds({ memory }: Machine): void {
  memory.facts.keep(endsAreSeen)
  memory.step()
  memory.synchronised = true
}

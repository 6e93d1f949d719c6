import type { Source } from '../../../src/base/source.ts'
import { Problems } from '../../../src/language/problems.ts'
import { bootMachine, compileProgram } from '../../../src/language/python/machine/boot.ts'
import { SharedFacts } from '../../../src/language/python/machine/facts.ts'
import { printedText } from '../../../src/language/python/machine/printed.ts'
import { innerText } from '../../../src/language/python/machine/texts.ts'
import { readModule } from '../../../src/language/python/parser/module.ts'

/** What a program without threads did: what it printed, and the exception that ended it. */
export interface SequentialRun {
  readonly output: string
  readonly exception: string | null
}

/** Executes a program that starts no threads. It is what tests compare with CPython. */
export function runSequentially(source: Source): SequentialRun {
  const problems = new Problems(source)
  const statements = readModule(source, { rejected: problems, unsupported: problems })
  if (statements === null || problems.errors.length > 0) throw new Error(problems.errors[0]?.message ?? 'no program')
  const m = bootMachine(compileProgram(statements), new SharedFacts())
  let output = ''
  m.print = (machine, args, keywords) => {
    output += printedText(machine, args, keywords)
    return null
  }
  const main = m.modules.get('__main__')
  if (main === undefined || m.program === null) throw new Error('no program')
  m.enterModule(m.program, main)
  const rest = m.run()
  if (rest.kind === 'raised') {
    const text = innerText(m, rest.exception)
    return { output, exception: `${m.classes.nameOf(rest.exception)}: ${text}` }
  }
  return { output, exception: rest.kind === 'ended' ? null : rest.kind }
}

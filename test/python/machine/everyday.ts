import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unsupported } from '../../../src/language/python/machine/values.ts'
import { python } from '../cpython.ts'
import { runSequentially } from './sequential.ts'

/** A small program, as people write them. */
export interface Everyday {
  readonly name: string
  readonly text: string
}

/** What became of a program: what it printed, and the class and message of the exception that ended it. */
export interface Outcome {
  readonly output: string
  readonly exception: string | null
}

/** Reads the programs of a folder: each begins behind a line `#: name`. */
export function everydayPrograms(folder: string): Everyday[] {
  const files = readdirSync(folder).filter((each) => each.endsWith('.py'))
  return files.sort().flatMap((file) => {
    const [, ...parts] = readFileSync(join(folder, file), 'utf8').split(/^#: /m)
    return parts.map((part) => {
      const end = part.indexOf('\n')
      return { name: `${file.slice(0, -3)}: ${part.slice(0, end)}`, text: part.slice(end + 1) }
    })
  })
}

const reference = `
import contextlib, io, json, sys

def run(text):
    out = io.StringIO()
    exception = None
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(text, 'a.py', 'exec'), {'__name__': '__main__'})
        except BaseException as e:
            exception = f'{type(e).__name__}: {e}'
    return {'output': out.getvalue(), 'exception': exception}

print(json.dumps([run(text) for text in json.load(sys.stdin)]))
`

/** What CPython makes of the programs, all in one process. */
export function expectedOutcomes(programs: readonly Everyday[]): Outcome[] {
  return JSON.parse(python(reference, JSON.stringify(programs.map(({ text }) => text)), '.')) as Outcome[]
}

/** What the machine makes of a program; a text if it refuses it. */
export function machineOutcome({ text }: Everyday): Outcome | string {
  try {
    return runSequentially({ name: 'a.py', text })
  } catch (error) {
    if (error instanceof Unsupported) return error.message
    return { output: '', exception: `crash: ${error instanceof Error ? error.stack : error}` }
  }
}

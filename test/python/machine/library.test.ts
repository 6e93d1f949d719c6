import { describe, expect, test } from 'vitest'
import { runSequentially } from '../../../src/language/python/machine/sequential.ts'
import { python } from '../cpython.ts'
import { classes } from './library/classes.ts'
import { dataClasses } from './library/data-classes.ts'
import { enumerations } from './library/enumerations.ts'
import { functions } from './library/functions.ts'
import { types } from './library/types.ts'

/** Executes programs, each in a module of its own, and prints what each printed and how it ended. */
const program = `
import contextlib, io, json, logging, sys, types

def run(text):
    module = types.ModuleType('__main__')
    sys.modules['__main__'] = module
    out = io.StringIO()
    exception = None
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(text, 'program.py', 'exec'), module.__dict__)
    except BaseException as e:
        exception = f'{type(e).__name__}: {e}'
    logging.root.handlers.clear()
    return {'output': out.getvalue(), 'exception': exception}

print(json.dumps([run(text) for text in json.load(sys.stdin)]))
`

interface Run {
  readonly output: string
  readonly exception: string | null
}

describe.each([
  ['classes', classes],
  ['data classes', dataClasses],
  ['enumerations', enumerations],
  ['functions', functions],
  ['types', types],
])('the library, %s', (_, table) => {
  const expected = JSON.parse(python(program, JSON.stringify(table.map(([, text]) => text)), '.')) as readonly Run[]

  test.each(table.map(([name, text], index) => ({ name, text, index })))('$name', ({ text, index }) => {
    expect(runSequentially({ name: 'program.py', text })).toEqual(expected[index])
  })
})

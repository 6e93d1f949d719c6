import { describe, expect, test } from 'vitest'
import { python } from '../cpython.ts'
import { attributes } from './library/attributes.ts'
import { classes } from './library/classes.ts'
import { dataClasses } from './library/data-classes.ts'
import { enumerations } from './library/enumerations.ts'
import { flags } from './library/flags.ts'
import { functions } from './library/functions.ts'
import { metaclasses } from './library/metaclasses.ts'
import { moreDataClasses } from './library/more-data-classes.ts'
import { moreEnumerations } from './library/more-enumerations.ts'
import { moreFunctions } from './library/more-functions.ts'
import { threads } from './library/threads.ts'
import { types } from './library/types.ts'
import { valueClasses } from './library/value-classes.ts'
import { runSequentially } from './sequential.ts'

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

const tables: readonly (readonly [string, readonly string[]])[] = [
  ['attributes', attributes],
  ['classes', classes],
  ['data classes', dataClasses],
  ['enumerations', enumerations],
  ['flags', flags],
  ['functions', functions],
  ['metaclasses', metaclasses],
  ['more data classes', moreDataClasses],
  ['more enumerations', moreEnumerations],
  ['more functions', moreFunctions],
  ['threads', threads],
  ['types', types],
  ['classes of values', valueClasses],
]

describe.each(tables)('the library, %s', (_, table) => {
  const expected = JSON.parse(python(program, JSON.stringify(table), '.')) as readonly Run[]

  test.each(table.map((text, index) => ({ text, index })))('program $index', ({ text, index }) => {
    expect(runSequentially({ name: 'program.py', text })).toEqual(expected[index])
  })
})

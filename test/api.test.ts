import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as library from '../src/index.ts'

// Every public function and class has an example in its docstring. The example is executed here as it stands: its last line is an
// expression, and the comment behind it is the JSON of its value. `program` is that of `models/quiz1.ilv`.

const functions = Object.entries(library).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []))

/** The lines of the example of a function, from the docstring in front of its declaration in any file. */
function exampleOf(name: string): string[] {
  const [, path] = new RegExp(`export (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`).exec(index) ?? []
  const text = path === undefined ? index : readFileSync(`src/${path}`, 'utf8')
  const declared = text.search(new RegExp(`export (async function|function|class) ${name}\\b`))
  const docstring = text.slice(text.lastIndexOf('/**', declared), declared)
  const [, block = ''] = /@example\n \* ```js\n([\s\S]*?) \* ```/.exec(docstring) ?? []
  return block.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/^ \* ?/, '')]))
}

const index = readFileSync('src/index.ts', 'utf8')

async function program(): Promise<library.Program> {
  const read = await library.readModel({ name: 'quiz1.ilv', text: readFileSync('models/quiz1.ilv', 'utf8') })
  if (!read.ok) throw new Error('unreadable')
  return read.value.program
}

test('there are public functions', () => expect(functions.length).toBeGreaterThan(20))

test.each(functions)('the example of `%s` shows what it does', async (name) => {
  const lines = exampleOf(name)
  const [, expression = '', value = ''] = /^(.*) \/\/ (.*)$/.exec(lines.at(-1) ?? '') ?? []
  expect(lines.join('\n'), `${name} has no example`).toContain(name)
  const body = [...lines.slice(0, -1), `return ${expression}`].join('\n')
  const given = name === 'program' ? 'quiz1' : 'program' // what the examples are about; one is about building it
  const run = new Function(
    'library',
    given,
    `const { ${Object.keys(library)
      .filter((each) => each !== given)
      .join(', ')} } = library; return (async () => { ${body} })()`,
  )
  const result: unknown = await run(library, await program())
  expect(JSON.stringify(result)).toBe(JSON.stringify(JSON.parse(value)))
})

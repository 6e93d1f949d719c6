import { expect, test } from 'vitest'
import { parts } from '../../src/language/python/library/registry.ts'
import { functions, members, methods } from '../../src/page/propose-python.ts'

/** The page does not contain the reader, so the editor has lists of its own; they follow the registry of the library. */
const paths = parts.flatMap(({ entries }) => entries.flatMap((each) => (each.kind === 'refused' ? [] : [each.path])))

test('the editor proposes every member of every module', () => {
  const own = Object.entries(members).flatMap(([module, names]) => names.split(' ').map((name) => `${module}.${name}`))
  const unusual = ['concurrent.futures', 'dataclasses.field'] // a module, and a name that the reader refuses to call
  const theirs = paths.filter((path) => /^[\w.]+\.\w+$/.test(path) && !unusual.includes(path))
  expect(own.sort()).toEqual(theirs.sort())
})

test('the editor proposes every function of Python', () => {
  const named = ['dict', 'isinstance'] // names that the reader refuses to call
  const theirs = paths.filter((path) => /^\w+$/.test(path) && !named.includes(path))
  expect(functions.split(' ').sort()).toEqual(theirs.sort())
})

test('the editor proposes every method of the library', () => {
  const classes = parts.flatMap((part) => part.classes ?? [])
  const names = new Set(classes.flatMap(({ signatures }) => [...signatures.keys()]))
  for (const hidden of ['work', 'is_alive']) names.delete(hidden) // of a worker of a pool; and one that is refused
  expect(methods.split(' ').sort()).toEqual([...names].sort())
})

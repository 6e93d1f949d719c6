import { classMember } from './attributes.ts'
import { isSubclass } from './classes.ts'
import type { ClassDescription, Machine } from './machine.ts'
import { Obj, Tuple, type Value } from './objects.ts'
import { Unsupported } from './values.ts'

/** Metaclasses of the library that change nothing here. */
const plain: ReadonlySet<string> = new Set(['ABCMeta', 'type', 'EnumMeta', 'EnumType'])

/** The metaclass of the program for a class; null if it is `type`, or one of the library. */
export function metaclassOf(m: Machine, { keywords, bases, metaclass }: ClassDescription): Obj | null {
  if (metaclass !== undefined) return metaclass
  const inherited = bases.map((each) => (each instanceof Obj && each.kind === 'class' ? each.type : null))
  const named = keywords.get('metaclass')
  const candidates = [named, ...inherited].filter((each): each is Obj => each instanceof Obj && !isPlain(each))
  if (named !== undefined && !(named instanceof Obj && (isPlain(named) || isMetaclass(m, named)))) {
    throw new Unsupported('a metaclass that is no class is not supported', 'write a class that inherits from `type`')
  }
  return candidates.find((each) => candidates.every((other) => isSubclass(each, other))) ?? null
}

function isPlain(of: Obj): boolean {
  return plain.has(of.fixed.name ?? '')
}

function isMetaclass(m: Machine, of: Obj): boolean {
  return of.kind === 'class' && isSubclass(of, m.classes.named('type'))
}

/** Whether code of the program makes the classes of a metaclass. */
export function makesClasses(m: Machine, metaclass: Obj): boolean {
  if (classMember(m, metaclass, '__prepare__') !== undefined) {
    throw new Unsupported('`__prepare__` is not supported', 'use `__new__` of the metaclass')
  }
  return ['__new__', '__init__'].some((name) => classMember(m, metaclass, name) instanceof Obj)
}

/** What the library's `build` needs to make a class. What the machine notes of its body is kept beside the namespace. */
export function partsOf(m: Machine, metaclass: Obj, description: ClassDescription): Value[] {
  const { name, bases, keywords, namespace, qualified, site } = description
  const dict = new Obj('dict', null, m.site)
  dict.fields.set('.qualified', qualified)
  dict.fields.set('.site', site)
  m.containers.set(dict, '__module__', '__main__')
  m.containers.set(dict, '__qualname__', qualified)
  for (const [field, value] of namespace) {
    if (field.startsWith('.')) dict.fields.set(field, value)
    else m.containers.set(dict, field, value)
  }
  const named = new Obj('dict', null, m.site)
  for (const [key, value] of keywords) if (key !== 'metaclass') m.containers.set(named, key, value)
  return [metaclass, name, new Tuple(bases), dict, named]
}

/** The description of a class that `type.__new__` gets. */
export function describe(
  m: Machine,
  [metaclass, name, bases, dict]: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): ClassDescription {
  const namespace = new Map<string, Value>()
  const own = dict instanceof Obj && dict.kind === 'dict' ? dict : null
  for (const { key, value } of own === null ? [] : m.containers.entries(own)) {
    if (key !== '__qualname__') namespace.set(`${key}`, value)
  }
  for (const [field, value] of own?.fields ?? []) {
    if (field.startsWith('.') && field !== '.qualified' && field !== '.site') namespace.set(field, value)
  }
  const kind = metaclass instanceof Obj && metaclass.fixed.native !== true ? { metaclass } : {}
  return {
    name: `${name}`,
    qualified: `${own?.fields.get('.qualified') ?? name}`,
    bases: bases instanceof Tuple ? bases.items : [],
    keywords,
    namespace,
    site: `${own?.fields.get('.site') ?? `class ${name}`}`,
    ...kind,
  }
}

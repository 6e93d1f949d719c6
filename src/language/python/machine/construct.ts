import { classMember, ownSpecial, special, valueMakers } from './attributes.ts'
import { isSubclass, linearised } from './classes.ts'
import { plainClassesModule } from './library/modules.ts'
import type { ClassDescription, Machine } from './machine.ts'
import { makesClasses, metaclassOf, partsOf } from './metaclasses.ts'
import { bare, Native, Obj, push, type Slot, type Then, Tuple, type Value } from './objects.ts'
import { Raised, Unsupported } from './values.ts'

/** Calls a class: makes an object of it, and `then` gets it. */
export function construct(m: Machine, of: Obj, args: readonly Slot[], keywords: ReadonlyMap<string, Slot>, then: Then): void {
  const call = of.type === null ? undefined : classMember(m, of.type, '__call__')
  if (call instanceof Obj) return m.call(call, [of, ...args], keywords, then)
  instantiate(m, of, args, keywords, then)
}

/** The same without the metaclass: `type.__call__`. */
export function instantiate(m: Machine, of: Obj, args: readonly Slot[], keywords: ReadonlyMap<string, Slot>, then: Then): void {
  if (of.fixed.native !== true && args.length === 3 && isSubclass(of, m.classes.named('type')) && makesClasses(m, of)) {
    const named = new Obj('dict', null, m.site)
    for (const [key, value] of keywords) m.containers.set(named, key, bare(value))
    return m.call(m.host.builtin(m, '.build') ?? null, [of, ...args, named], new Map(), then)
  }
  const byValue = of.fixed.native === true ? undefined : m.memory.read(of, '.by value')
  if (byValue instanceof Obj) return m.call(m.host.builtin(m, '.member') ?? null, [of, ...args], keywords, then)
  const found = classMember(m, of, '__new__')
  const maker = found instanceof Native && found.path === 'object.__new__' ? undefined : found
  if (maker instanceof Native && of.fixed.native !== true && valueMakers.has(maker.path)) {
    const instance = allocateValue(m, of, maker, args.map(bare), bareMap(keywords))
    if (ownSpecial(m, instance, '__init__') === undefined) return m.deliver(then, instance)
    return initialise(m, of, instance, args, keywords, then)
  }
  if (maker instanceof Native) return m.call(maker, makerOf(m, of, maker).passesClass ? [of, ...args] : args, keywords, then)
  if (maker !== undefined && maker !== null) {
    return m.call(m.host.builtin(m, '.construct') ?? null, [of, ...args], keywords, then)
  }
  const abstract = m.memory.read(of, '.abstract')
  if (abstract instanceof Tuple && abstract.items.length > 0) throw abstractError(of, abstract)
  const instance = allocate(m, of, args.map(bare))
  initialise(m, of, instance, args, keywords, then)
}

/** A new object of a class that inherits from numbers, texts or frozen sets, with its value. */
export function allocateValue(
  m: Machine,
  of: Obj,
  maker: Native,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Obj {
  const value = m.nested(maker, args, keywords)
  if (value instanceof Obj && value.kind === 'frozenset') {
    const made = new Obj('frozenset', of, m.site)
    m.containers.setMembers(made, m.containers.keys(value))
    return made
  }
  if (!isCompleted(m, of)) {
    throw new Unsupported(
      `this class that inherits from \`${maker.path.split('.')[0]}\` is not supported`,
      'write a `class` statement',
    )
  }
  const made = new Obj('instance', of, m.site)
  made.fields.set('_value_', value)
  return made
}

/** Whether a class has the operators of the values from which it inherits. */
function isCompleted(m: Machine, of: Obj): boolean {
  return classMember(m, of, '__bool__') instanceof Obj
}

function makerOf(_m: Machine, of: Obj, maker: Native): { readonly passesClass: boolean } {
  // A class of the program that inherits from one that the machine makes whole.
  if (of.fixed.native !== true && !['tuple.__new__', 'type.__new__'].includes(maker.path)) {
    const base = maker.path.slice(0, maker.path.lastIndexOf('.'))
    throw new Unsupported(`a class that inherits from \`${base}\` is not supported`, 'keep the value in an attribute')
  }
  return { passesClass: ['tuple.__new__', 'type.__new__', 'object.__new__'].includes(maker.path) }
}

function abstractError(of: Obj, { items }: Tuple): Raised {
  const names = items.map((each) => `${each}`).sort()
  const plural = names.length === 1 ? '' : 's'
  return new Raised(
    'TypeError',
    `Can't instantiate abstract class ${of.fixed.name} with abstract method${plural} ${names.join(', ')}`,
  )
}

/** A new object of a class, before it is initialised. */
export function allocate(m: Machine, of: Obj, args: readonly Value[]): Obj {
  const { layout = 'instance' } = of.fixed
  if (layout === 'plain' || layout === 'class' || layout === 'function' || layout === 'module') {
    throw new Unsupported(
      `a class that inherits from \`${of.fixed.bases?.[0]?.fixed.name}\` is not supported`,
      'keep the value in an attribute',
    )
  }
  const instance = new Obj(layout, of, m.site)
  instance.isCommon = isCommonClass(m, of)
  if (isSubclass(of, m.classes.named('threading.local'))) instance.fields.set('.made by', m.memory.thread)
  if (args.length > 1 && isSubclass(of, m.classes.named('OSError'))) {
    throw new Unsupported('an `OSError` with a number and a text is not supported', 'give it a text only')
  }
  if (isSubclass(of, m.classes.named('BaseException'))) instance.fields.set('args', new Tuple(args))
  m.created?.(instance)
  return instance
}

/** Classes of `threading` whose objects are those of one process: others may not use them, so that nothing is copied. */
const ofOneProcess = ['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore']

/** Whether all processes have what is in objects of a class in common. */
function isCommonClass(m: Machine, of: Obj): boolean {
  if (ofOneProcess.some((name) => isSubclass(of, m.classes.named(`threading.${name}`)))) return true
  return m.modules.has('multiprocessing') && classMember(m, of, '.is common') === true
}

function initialise(
  m: Machine,
  of: Obj,
  instance: Obj,
  args: readonly Slot[],
  keywords: ReadonlyMap<string, Slot>,
  then: Then,
): void {
  const initialiser = special(m, instance, '__init__')
  const own = ownSpecial(m, instance, '__init__')
  if (own === undefined) {
    const member = classMember(m, of, '__init__')
    const isException = instance.fields.has('args')
    if (member instanceof Native && member.path !== 'object.__init__') {
      const result = m.natives.get(member.path)?.(m, [instance, ...args.map(bare)], bareMap(keywords), {
        ...then,
        kind: 'instance',
        values: [instance],
      })
      if (result !== undefined) m.deliver(then, instance)
      return
    }
    if (!isException && args.length + keywords.size > 0) throw new Raised('TypeError', `${of.fixed.name}() takes no arguments`)
    return m.deliver(then, instance)
  }
  if (then.kind !== 'push') {
    m.nested(initialiser ?? null, args.map(bare), bareMap(keywords))
    return m.deliver(then, instance)
  }
  m.call(own, args, keywords, { kind: 'instance', values: [instance], word: '', target: 0 })
}

function bareMap(keywords: ReadonlyMap<string, Slot>): Map<string, Value> {
  return new Map([...keywords].map(([name, slot]) => [name, bare(slot)]))
}

/** Makes a class of what its body left behind; `then` gets it. */
export function makeClass(m: Machine, description: ClassDescription, then: Then): void {
  const { name, keywords, namespace, site } = description
  const metaclass = metaclassOf(m, description)
  if (metaclass !== null && description.metaclass === undefined && makesClasses(m, metaclass)) {
    return m.call(m.host.builtin(m, '.build') ?? null, partsOf(m, metaclass, description), new Map(), push)
  }
  if (namespace.has('__del__')) {
    throw new Unsupported('`__del__` is not supported: CPython calls it when it likes', 'call a method of your own')
  }
  if (namespace.has('__getattribute__')) {
    throw new Unsupported('`__getattribute__` is not supported', 'write `__getattr__`, or properties')
  }
  const bases = description.bases.map((each) => baseOf(m, each))
  const parents = bases.length === 0 ? [m.classes.named('object')] : bases
  const [first] = parents
  const mro: Obj[] = []
  const layout = parents.map((each) => each.fixed.layout).find((each) => each !== 'instance') ?? 'instance'
  const made = new Obj('class', metaclass, site, { name, bases: parents, mro, layout })
  mro.push(...linearised(made, parents))
  for (const [field, value] of namespace) if (!field.startsWith('.class')) made.fields.set(field, value)
  made.fields.set('__name__', name)
  made.fields.set('__qualname__', description.qualified)
  if (!made.fields.has('__module__')) made.fields.set('__module__', '__main__')
  if (!made.fields.has('__doc__')) made.fields.set('__doc__', null)
  if (namespace.has('__eq__') && !namespace.has('__hash__')) made.fields.set('__hash__', null)
  const cell = namespace.get('.class cell')
  if (cell instanceof Obj) m.memory.write(cell, 'value', made)
  markAbstract(m, made)
  finish(m, made, first, keywords, then)
}

function baseOf(_m: Machine, value: Value): Obj {
  if (value instanceof Obj && value.kind === 'class') {
    if (value.fixed.native === true && ['bool', 'NoneType', 'range', 'slice', 'function'].includes(value.fixed.name ?? '')) {
      throw new Raised('TypeError', `type '${value.fixed.name}' is not an acceptable base type`)
    }
    return value
  }
  throw new Unsupported('this base class is not supported', 'name a class')
}

function markAbstract(m: Machine, made: Obj): void {
  const names = new Set<string>()
  for (const each of [...(made.fixed.mro ?? [])].reverse()) {
    const fields = each === made ? made.fields.keys() : each.fixed.native === true ? [] : m.memory.fieldsOf(each)
    for (const field of fields) {
      const member = each === made ? made.fields.get(field) : m.memory.read(each, field)
      if (isAbstract(m, member ?? null)) names.add(field)
      else if (!field.startsWith('.')) names.delete(field)
    }
  }
  made.fields.set('.abstract', new Tuple([...names]))
}

function isAbstract(m: Machine, member: Value): boolean {
  if (!(member instanceof Obj) || member.kind === 'class') return false
  if (m.memory.read(member, '__isabstractmethod__') === true) return true
  return ['fget', 'f'].some((field) => {
    const inner = m.memory.read(member, field)
    return inner !== undefined && inner !== member && isAbstract(m, inner)
  })
}

/** What happens after a class is made: hooks of its members and bases. */
function finish(m: Machine, made: Obj, first: Obj | undefined, keywords: ReadonlyMap<string, Value>, then: Then): void {
  for (const [field, member] of made.fields) {
    if (!(member instanceof Obj) || member.kind !== 'instance') continue
    const hook = ownSpecial(m, member, '__set_name__')
    if (hook !== undefined) m.nested(hook, [made, field])
  }
  const rest = new Map([...keywords].filter(([name]) => name !== 'metaclass'))
  const parents = (made.fixed.mro ?? []).slice(1)
  const hook = parents.map((each) => m.memory.read(each, '__init_subclass__')).find((each) => each !== undefined)
  if (hook instanceof Obj) {
    const callee = m.memory.read(hook, 'f') ?? hook
    m.nested(callee, [made], rest)
  }
  const complete = first === undefined ? undefined : (completion(m, made) ?? completionOfValues(m, made))
  if (complete === undefined) return m.deliver(then.kind === 'class-body' ? push : then, made)
  m.call(complete, [made], new Map(), push)
}

/** The function that completes a class of the program which inherits from numbers or texts. */
function completionOfValues(m: Machine, made: Obj): Value | undefined {
  const isOfValues = ['int', 'float', 'str'].some((name) => isSubclass(made, m.classes.named(name)))
  if (!isOfValues || m.frames.at(-1)?.code.isLibrary === true) return undefined
  return m.modules.get(plainClassesModule)?.fields.get('complete')
}

/** The function of the library that completes the classes of some kind: enumerations, named tuples. */
function completion(m: Machine, made: Obj): Value | undefined {
  for (const each of (made.fixed.mro ?? []).slice(1)) {
    const found = each.fixed.native === true ? undefined : m.memory.read(each, '.complete')
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

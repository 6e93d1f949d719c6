import { ownSpecial } from '../attributes.ts'
import type { Machine } from '../machine.ts'
import { define, integer, type Natives } from '../native.ts'
import { Range, Tuple, type Value } from '../objects.ts'
import { isPlain, primitiveBinary } from '../operators.ts'
import { floatOf, intOf } from '../plain/conversions.ts'
import { exactSum, mathFunctions } from '../plain/math.ts'
import { divmod, isNumber } from '../plain/numbers.ts'
import { intPower, modularPower } from '../plain/powers.ts'
import { round } from '../plain/rounding.ts'
import { asInt, Bytes, Float, Hash, type Plain, Raised, Unsupported, unsupportedHash } from '../values.ts'
import { unordered } from './lists.ts'
import { argumentOf, resultOf } from './texts.ts'

/** Numbers, and the module `math`. */
export function numberNatives(table: Natives): void {
  define(table, 'int.__new__', 'x=, /, base=', (m, [x, base], then) => {
    if (x === undefined) return 0
    if (x instanceof Hash) throw unsupportedHash(x)
    const own = ownSpecial(m, x, '__int__') ?? ownSpecial(m, x, '__index__') ?? ownSpecial(m, x, '__trunc__')
    if (own !== undefined) {
      m.call(own, [], new Map(), then)
      return undefined
    }
    if (base !== undefined && !isPlain(x)) {
      if (isPlain(base)) intOf('1', base)
      throw new Raised('TypeError', "int() can't convert non-string with explicit base")
    }
    if (!isPlain(x)) {
      throw new Raised(
        'TypeError',
        `int() argument must be a string, a bytes-like object or a real number, not '${m.classes.nameOf(x)}'`,
      )
    }
    return intOf(x, base === undefined || !isPlain(base) ? undefined : base)
  })
  define(table, 'float.__new__', 'x=, /', (m, [x], then) => {
    if (x === undefined) return new Float(0)
    if (x instanceof Hash) throw unsupportedHash(x)
    const own = ownSpecial(m, x, '__float__')
    if (own !== undefined) {
      m.call(own, [], new Map(), then)
      return undefined
    }
    if (!isPlain(x))
      throw new Raised('TypeError', `float() argument must be a string or a real number, not '${m.classes.nameOf(x)}'`)
    return floatOf(x)
  })
  define(table, 'abs', 'x, /', (m, [x = null], then) => {
    if (x instanceof Hash) throw unsupportedHash(x)
    if (typeof x === 'number') return Math.abs(x)
    if (typeof x === 'bigint') return x < 0n ? asInt(-x) : x
    if (typeof x === 'boolean') return Number(x)
    if (x instanceof Float) return new Float(Math.abs(x.value))
    const own = ownSpecial(m, x, '__abs__')
    if (own === undefined) throw new Raised('TypeError', `bad operand type for abs(): '${m.classes.nameOf(x)}'`)
    m.call(own, [], new Map(), then)
    return undefined
  })
  define(table, 'round', 'number, ndigits=', (m, [x = null, digits = null], then) => {
    if (isPlain(x) && isNumber(x) && isPlain(digits)) return round(x, digits)
    const own = ownSpecial(m, x, '__round__')
    if (own === undefined) throw new Raised('TypeError', `type ${m.classes.nameOf(x)} doesn't define __round__ method`)
    m.call(own, digits === null ? [] : [digits], new Map(), then)
    return undefined
  })
  define(table, 'divmod', 'x, y, /', (m, [x = null, y = null], then) => {
    const both = isPlain(x) && isPlain(y) ? divmod(x, y) : null
    for (const [self, name, other] of [
      [x, '__divmod__', y],
      [y, '__rdivmod__', x],
    ] as const) {
      const own = ownSpecial(m, self, name)
      if (own === undefined) continue
      m.call(own, [other], new Map(), then)
      return undefined
    }
    if (both === null) {
      const names = `'${m.classes.nameOf(x)}' and '${m.classes.nameOf(y)}'`
      throw new Raised('TypeError', `unsupported operand type(s) for divmod(): ${names}`)
    }
    return new Tuple(both)
  })
  define(table, 'pow', 'base, exp, mod=', (m, [x = null, y = null, modulus = null]) => {
    if (!isPlain(x) || !isPlain(y) || !isPlain(modulus))
      throw new Unsupported('`pow` of these values is not supported', 'write `**`')
    if (modulus !== null) return modularPower(x, y, modulus)
    if (typeof x === 'number' && typeof y === 'number') return intPower(x, y)
    return primitiveBinary(m, '**', x, y)
  })
  for (const [name, base] of [
    ['bin', 2],
    ['oct', 8],
    ['hex', 16],
  ] as const) {
    define(table, name, 'number, /', (m, [x = null]) => {
      if (typeof x === 'bigint')
        return x < 0n
          ? `-0${name[0]}${(-x).toString(base)}`.replace('0h', '0x')
          : `0${name[0]}${x.toString(base)}`.replace('0h', '0x')
      const own = ownSpecial(m, x, '__index__')
      const number = integer(m, own === undefined ? x : m.nested(own, []))
      const prefix = { bin: '0b', oct: '0o', hex: '0x' }[name]
      return `${number < 0 ? '-' : ''}${prefix}${Math.abs(number).toString(base)}`
    })
  }
  define(table, 'chr', 'i, /', (m, [x = null]) => {
    const code = integer(m, x)
    if (code < 0 || code > 0x10ffff) throw new Raised('ValueError', 'chr() arg not in range(0x110000)')
    return String.fromCodePoint(code)
  })
  define(table, 'ord', 'c, /', (m, [c = null]) => {
    const text = c instanceof Bytes ? c.text : c
    if (typeof text !== 'string')
      throw new Raised('TypeError', `ord() expected string of length 1, but ${m.classes.nameOf(c)} found`)
    const points = [...text]
    if (points.length !== 1)
      throw new Raised('TypeError', `ord() expected a character, but string of length ${points.length} found`)
    return text.codePointAt(0) ?? 0
  })
  define(table, 'range.__new__', 'start, stop=, step=, /', (m, [start, stop, step]) => {
    const by = integer(m, step, 1)
    if (by === 0) throw new Raised('ValueError', 'range() arg 3 must not be zero')
    return m.cut(stop === undefined ? new Range(0, integer(m, start), 1) : new Range(integer(m, start), integer(m, stop), by))
  })
  define(table, 'math.fsum', 'iterable, /', (m, [values = null]) => exactSum(plainValues(m, values)))
  for (const [name, body] of mathFunctions) {
    if (name === 'fsum') continue
    table.set(`math.${name}`, (m, args, keywords) => {
      const own = args.length === 1 ? ownSpecial(m, args[0] ?? null, `__${name}__`) : undefined
      if (own !== undefined) return m.nested(own, [])
      const named = new Map([...keywords].map(([key, value]) => [key, argumentOf(m, value)]))
      return resultOf(
        m,
        body(
          args.map((each) => plainOf(m, each)),
          named,
        ),
      )
    })
  }
}

function plainOf(m: Machine, value: Value): Plain {
  if (isPlain(value)) return value
  throw new Raised('TypeError', `must be real number, not ${m.classes.nameOf(value)}`)
}

function plainValues(m: Machine, values: Value): Plain[] {
  return unordered(m, values).map((each) => plainOf(m, each))
}

import type { Machine } from './machine.ts'
import type { Code } from './objects.ts'
import { bare, type Frame, Obj, type Slot, Tuple } from './objects.ts'
import { Raised } from './values.ts'

/** Puts the arguments of a call into the places of the parameters, as Python does. */
export function bindArguments(
  m: Machine,
  callee: Obj,
  code: Code,
  frame: Frame,
  args: readonly Slot[],
  keywords: ReadonlyMap<string, Slot>,
): void {
  const { parameters } = code
  const positional = parameters.filter(({ passing }) => passing === 'positional' || passing === 'either')
  const left = new Map(keywords)
  const name = `${code.qualified}()`
  const rest = parameters.findIndex(({ passing }) => passing === 'rest')
  const restKeywords = parameters.findIndex(({ passing }) => passing === 'rest-keywords')
  const place = new Map(parameters.map((each, index) => [each.name, index]))
  const count = Math.min(args.length, positional.length)
  for (let index = 0; index < count; index++) frame.locals[place.get(positional[index]?.name ?? '') ?? -1] = args[index]
  if (rest !== -1) frame.locals[rest] = new Tuple(args.slice(count).map(bare))
  for (const { name: key, passing } of parameters) {
    if ((passing !== 'either' && passing !== 'keyword') || !left.has(key)) continue
    const at = place.get(key) ?? -1
    if (frame.locals[at] !== undefined) throw new Raised('TypeError', `${name} got multiple values for argument '${key}'`)
    frame.locals[at] = left.get(key)
    left.delete(key)
  }
  if (restKeywords !== -1) {
    const dict = new Obj('dict', null, m.site)
    for (const [key, slot] of left) m.containers.set(dict, key, bare(slot))
    frame.locals[restKeywords] = dict
  } else if (left.size > 0) {
    const [unknown = ''] = left.keys()
    const isPositional = parameters.some((each) => each.name === unknown && each.passing === 'positional')
    if (isPositional) {
      const names = [...left.keys()].filter((key) =>
        parameters.some((each) => each.name === key && each.passing === 'positional'),
      )
      throw new Raised(
        'TypeError',
        `${name} got some positional-only arguments passed as keyword arguments: '${names.join(', ')}'`,
      )
    }
    throw new Raised('TypeError', `${name} got an unexpected keyword argument '${unknown}'`)
  }
  if (rest === -1 && args.length > positional.length) tooMany(callee, name, positional.length, args.length, positional)
  applyDefaults(callee, code, frame, name)
}

function tooMany(
  callee: Obj,
  name: string,
  most: number,
  given: number,
  positional: readonly { readonly optional: boolean }[],
): never {
  const least = positional.filter(({ optional }) => !optional).length
  const range = callee.fixed.defaults?.length ? `from ${least} to ${most}` : `${most}`
  const plural = most === 1 && range === '1' ? '' : 's'
  throw new Raised(
    'TypeError',
    `${name} takes ${range} positional argument${plural} but ${given} ${given === 1 ? 'was' : 'were'} given`,
  )
}

function applyDefaults(callee: Obj, code: Code, frame: Frame, name: string): void {
  const { parameters } = code
  const ordinary = parameters.filter(({ optional, passing }) => optional && passing !== 'keyword')
  const missing: { name: string; keyword: boolean }[] = []
  for (const [index, { name: key, passing, optional }] of parameters.entries()) {
    if (frame.locals[index] !== undefined || passing === 'rest' || passing === 'rest-keywords') continue
    if (!optional) {
      missing.push({ name: key, keyword: passing === 'keyword' })
      continue
    }
    const at = ordinary.findIndex((each) => each.name === key)
    frame.locals[index] = passing === 'keyword' ? callee.fixed.keywordDefaults?.get(key) : callee.fixed.defaults?.[at]
  }
  const ordinaryMissing = missing.filter(({ keyword }) => !keyword)
  const chosen = ordinaryMissing.length > 0 ? ordinaryMissing : missing
  if (chosen.length === 0) return
  const names = chosen.map((each) => `'${each.name}'`)
  const list = names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`
  const kind = ordinaryMissing.length > 0 ? 'positional' : 'keyword-only'
  throw new Raised(
    'TypeError',
    `${name} missing ${chosen.length} required ${kind} argument${chosen.length === 1 ? '' : 's'}: ${list}`,
  )
}

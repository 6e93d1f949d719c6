import { fractionValue } from '../../src/analysis/fraction.ts'
import { check } from '../../src/check/check.ts'
import type { CheckOptions } from '../../src/check/options.ts'
import type { CheckResult, Finding } from '../../src/check/result.ts'
import { showsInReducedSpaces } from '../../src/findings/kinds.ts'
import { findingKinds, type Program, type Rules } from '../../src/program/program.ts'
import { type Expected, expectedOf, findingKey } from './oracle.ts'

/** A finding as the oracle's text; null for kinds that are compared apart. */
function keyOf({ detail, kind, lines, cycleFrom }: Finding): string | null {
  switch (detail.kind) {
    case 'data-race':
      return findingKey(kind, `${detail.location.variable}`, lines)
    case 'lost-update':
    case 'aba':
      return findingKey(kind, `${detail.location.variable}`, lines)
    case 'deadlock':
      return findingKey(kind, detail.class, lines)
    case 'starvation':
      return findingKey(kind, `${detail.thread}`, [])
    case 'uncaught-exception':
      return findingKey(kind, detail.exception, lines)
    case 'lock-held-at-exit':
      return findingKey(kind, `${detail.mutex}`, lines)
    case 'lock-order':
      return 'lock-order'
    case 'non-serializable':
      return null
    case 'divergence':
      return cycleFrom === null ? findingKey(kind, '', lines) : null // checked by its certificate
    default:
      return findingKey(kind, '', lines)
  }
}

/** The first difference between what `check` and the oracle say of a program, in words; null if there is none. */
export async function findingDifference(
  program: Program,
  rules: Rules,
  maxStates: number,
  options: Partial<CheckOptions> = {},
): Promise<string | null> {
  const expected = expectedOf(program, rules, maxStates, 1500)
  if (expected === null) return null
  const result = await check(program, { rules, ...options })
  const { reduced } = result.stats
  const difference = differenceOfFindings(result, expected) ?? differenceOfOutcomes(result, expected)
  return difference ?? (reduced ? null : differenceOfPaths(result, expected))
}

function differenceOfFindings({ findings, stats }: CheckResult, expected: Expected): string | null {
  const wanted = new Map([...expected.findings, ...(expected.paths?.histories ?? [])])
  if (stats.reduced) {
    const hidden = findingKinds.filter((kind) => !showsInReducedSpaces(kind))
    for (const key of wanted.keys()) if (hidden.some((kind) => key.startsWith(`${kind} `))) wanted.delete(key)
  }
  const found = new Map<string, number>()
  const deadlocks = new Set<string>()
  for (const finding of findings) {
    const key = keyOf(finding)
    if (key === null || ((finding.kind === 'lost-update' || finding.kind === 'aba') && expected.paths === null)) continue
    if (finding.kind === 'deadlock') {
      // One for each set of threads: the nearest is compared.
      const place = finding.threads.map((thread, index) => `${thread}:${finding.lines[index]}`).sort()
      const full = `${key} ${place.join()}`
      if (deadlocks.has(full)) return `reported twice: ${full}`
      deadlocks.add(full)
    } else if (key !== 'lock-order' && found.has(key)) return `reported twice: ${key}`
    found.set(key, Math.min(found.get(key) ?? Number.POSITIVE_INFINITY, finding.trace.steps.length))
  }
  for (const key of wanted.keys()) if (!found.has(key)) return `not found: ${key}`
  for (const [key, length] of found) {
    const depth = wanted.get(key)
    if (depth === undefined) return `found, but not there: ${key}`
    const anyLength = key === 'lock-order' || key.startsWith('livelock') || key.startsWith('starvation')
    if (!anyLength && (stats.reduced ? length < depth : length !== depth))
      return `${key}: trace of ${length} steps, ${depth} are enough`
  }
  return null
}

function differenceOfOutcomes({ outcomes, findings }: CheckResult, { outcomes: expected, serial }: Expected): string | null {
  const found = new Map(outcomes.map((outcome) => [JSON.stringify(outcome.final.map((value) => [value].flat())), outcome]))
  for (const key of expected) if (!found.has(key)) return `outcome not found: ${key}`
  for (const key of found.keys()) if (!expected.has(key)) return `no outcome: ${key}`
  if (serial === null) return null
  for (const [key, { serial: isSerial }] of found) {
    const wanted = serial.has(key) ? true : serial.size > 0 ? false : null
    if (isSerial !== wanted) return `outcome ${key}: serial is ${isSerial}, not ${wanted}`
  }
  const strange = outcomes.some((each) => each.serial === false)
  if (findings.some((each) => each.kind === 'non-serializable') !== strange) return 'non-serializable'
  return null
}

function differenceOfPaths({ outcomes, stats }: CheckResult, { paths }: Expected): string | null {
  if (paths === null) return null
  if (`${stats.interleavings}` !== `${paths.interleavings}`)
    return `${stats.interleavings} interleavings, not ${paths.interleavings}`
  for (const outcome of outcomes) {
    const key = JSON.stringify(outcome.final.map((value) => [value].flat()))
    const wanted = paths.byOutcome.get(key)
    if (wanted === undefined) return `outcome ${key}: on no path`
    if (outcome.isReachedByLostUpdate() !== wanted.losing) return `outcome ${key}: after a lost update is not ${wanted.losing}`
    if (`${outcome.interleavings}` !== `${wanted.count}`) return `outcome ${key}: ${outcome.interleavings}, not ${wanted.count}`
    const probability = outcome.probability?.kind === 'exact' ? fractionValue(outcome.probability.fraction) : -1
    if (Math.abs(probability - wanted.probability) > 1e-9) return `outcome ${key}: ${probability}, not ${wanted.probability}`
    const [schedule, least] = [outcome.witness().schedule, wanted.shortest].map((each) => JSON.stringify(each))
    if (schedule !== least) return `outcome ${key}: schedule ${schedule}, the least is ${least}`
  }
  return null
}

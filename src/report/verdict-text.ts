import { counted, listed } from '../base/words.ts'
import { namedOutcomes } from '../check/graded-outcomes.ts'
import type { CheckResult, Finding, Outcome } from '../check/result.ts'
import { surprisingKinds } from '../check/verdict.ts'
import { kindText } from '../findings/kinds.ts'
import { type Controls, named } from './controls.ts'
import { outcomeText } from './outcomes-text.ts'
import { reachedText } from './reason-text.ts'
import { type Style, wrapped } from './style.ts'

/** Returns the verdict, and below it what to do next: how to accept what was found, how to draw it. */
export function verdictText(result: CheckResult, controls: Controls, style: Style): string {
  const drawn = result.findings.find((each) => each.severity === 'error')
  const command = drawn === undefined ? undefined : controls.drawFinding?.(drawn.kind)
  const next = acceptance(result, controls).map((each) => wrapped(`  ${each}`, style.width, '      '))
  const draw = command === undefined ? [] : [`  draw it:  ${command}`] // in one line, to be copied
  const lines = [...next, ...draw].map(style.paint.dim)
  return [wrapped(verdictLine(result, controls, style), style.width, '      '), ...lines].join('\n')
}

/** Returns how the author of the program says that what was found is meant, or that it is a failure. */
function acceptance(result: CheckResult, { accept, strict }: Controls): string[] {
  const denied = new Set(
    result.expectations.flatMap(({ expectation: each }) => (each.kind === 'finding' && !each.present ? [each.finding] : [])),
  )
  const kinds = surprisingKinds(result).filter((kind) => !denied.has(kind))
  if (kinds.length === 0) return []
  if (result.verdict === 'answered')
    return strict === null ? [] : [`a failure only with ${strict}, or if the model has \`expect\` lines`]
  return result.verdict === 'fail' && accept !== null ? [`if this is meant:  ${accept(kinds)}`] : []
}

/** Returns the verdict on one line. */
export function verdictLine(result: CheckResult, controls: Controls, { paint }: Style): string {
  const { verdict, limit } = result
  const errors = result.findings.filter((each) => each.severity === 'error')
  const kinds = [...new Set(errors.map((each) => kindText(each.kind)))]
  switch (verdict) {
    case 'pass':
      return `${paint.green(paint.bold('PASS'))}  ${kinds.length > 0 ? `as expected: ${listed(kinds)}` : passText(result)}`
    case 'answered':
      return `${paint.yellow(paint.bold('ANSWER'))}  ${[...valuesText(result), ...kinds].join('; ')}`
    case 'incomplete':
      return `${paint.yellow(paint.bold('INCOMPLETE'))}  ${limit === null ? openText(result, controls) : reachedText(limit, controls)}; ${soFar(kinds)}`
    case 'fail': {
      const broken = result.expectations.filter((each) => each.holds === false).length
      const expected = broken === 0 ? [] : [`${counted(broken, 'expectation')} ${broken === 1 ? 'does' : 'do'} not hold`]
      const found = kinds.length === 0 ? [] : [kinds.join(', ')]
      const partly = limit === null ? [] : [`incomplete: ${reachedText(limit, controls)}`]
      return `${paint.red(paint.bold('FAIL'))}  ${[...wrongText(result), ...found, ...expected, ...partly].join('; ')}`
    }
  }
}

function soFar(kinds: readonly string[]): string {
  return kinds.length === 0 ? 'nothing wrong found so far' : `found so far: ${listed(kinds)}`
}

/** Returns why a complete exploration decides nothing: some `expect` lines could not be judged; each says why. */
function openText({ expectations, stats }: CheckResult, { fullSpace }: Controls): string {
  const open = expectations.filter((each) => each.holds === null).length
  if (!stats.reduced) return `${counted(open, 'expectation')} ${open === 1 ? 'is' : 'are'} left open`
  return `${counted(open, 'expectation')} ${open === 1 ? 'needs' : 'need'} the full space${named(fullSpace)}`
}

/** Returns how many final values there are, and which of them are wrong. */
function valuesText(result: CheckResult): string[] {
  const { outcomes, observed } = result
  const wrong = wrongText(result)
  return wrong.length > 0 || outcomes.length === 0 || observed.length === 0 ? wrong : [counted(outcomes.length, 'final value')]
}

function wrongText(result: CheckResult): string[] {
  const { outcomes } = result
  const wrong = outcomes.filter((each) => each.grade === 'wrong')
  if (wrong.length === 0) return []
  const verb = wrong.length === 1 ? 'is' : 'are'
  return [`${wrong.length} of ${counted(outcomes.length, 'final value')} ${verb} wrong${wrongValues(result, wrong)}`]
}

function wrongValues(result: CheckResult, wrong: readonly Outcome[]): string {
  const texts = wrong.slice(0, namedOutcomes).map((each) => outcomeText(result, each))
  return ` (${texts.join(', ')}${wrong.length > namedOutcomes ? ', …' : ''})`
}

function passText({ outcomes, findings }: CheckResult): string {
  const warnings: readonly Finding[] = findings
  if (warnings.length > 0) return `no error; ${counted(warnings.length, 'warning')}`
  if (outcomes.some((each) => each.grade === 'not-serial')) return 'no error found in any interleaving'
  return 'every interleaving is right'
}

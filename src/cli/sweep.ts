import { check } from '../check/check.ts'
import { type SweepPoint, sweepJson, sweepSvg, sweepText } from '../report/sweep.ts'
import type { SharedArguments } from './arguments.ts'
import { exitOf, misuse, worst } from './failure.ts'
import { outputPath, writeOutput } from './files.ts'
import { clearProgress, interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { checkOptions, loadModel } from './load.ts'

/** A range of more values than this is a mistake. */
const mostValues = 1000

/** Parses `N=1..8`: a constant and the values that it takes. */
export function sweepIn(text: string): { readonly name: string; readonly from: number; readonly to: number } {
  const [, name, low, high] = /^([^=\s]+)=(-?\d+)\.\.(-?\d+)$/.exec(text) ?? []
  const [from, to] = [Number(low), Number(high)]
  if (name === undefined || !(from <= to) || to - from >= mostValues) {
    throw misuse(`--sweep ${text}: expected a constant and its range`, 'write, for example, `--sweep N=1..8`')
  }
  return { name, from, to }
}

/** Checks a model for each value of a constant; prints a table, and draws a picture under `out/`. */
export async function sweep(model: string, text: string, shared: SharedArguments, strict: boolean): Promise<number> {
  const { name, from, to } = sweepIn(text)
  const points: SweepPoint[] = []
  for (let at = from; at <= to && interruptionExit() === null; at++) {
    const constants = new Map([...shared.constants, [name, at]])
    const loaded = await loadModel(model, { ...shared, constants })
    points.push({ at, result: await check(loaded.program, { ...checkOptions(loaded, shared), strict }) })
    clearProgress()
  }
  if (shared.json) process.stdout.write(`${jsonText(sweepJson(model, name, points))}\n`)
  else {
    const picture = outputPath(undefined, model, '-sweep.svg')
    writeOutput(picture, sweepSvg(model, name, points))
    process.stdout.write(`${sweepText(model, name, points, outputStyle(shared))}picture: ${picture}\n`)
  }
  return interruptionExit() ?? worst(points.map(({ result }) => exitOf(result)))
}

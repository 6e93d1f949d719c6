import type { AgentAnswer } from './agent.ts'
import { hasFixedValues } from './drawn.ts'
import { lockOrderText, searchWords } from './lock-orders.ts'
import { threadNames } from './names.ts'
import type { PythonResult } from './result.ts'
import { actorOf, rowsOf } from './steps.ts'
import { pythonTable } from './table.ts'
import { type Said, verdictWords } from './verdict.ts'

/** Returns the result of executing a Python file as JSON: `interleave/real@1`. */
export function pythonJson(result: PythonResult, name: string, said: Said): object {
  const { hello, search, names, outcomes, deadlocks, findings, lockOrders, points, unseen, drawn, threads, tasks } = result
  const named = (values: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((each, index) => [each, values[index] ?? '']))
  return {
    schema: 'interleave/real@1',
    model: name,
    python: hello.python,
    hash: hello.hash,
    random: hasFixedValues(result),
    verdict: verdictWords(result, said),
    complete: search.complete,
    search,
    threads: threadNames(threads),
    tasks,
    outcomes: outcomes.map(({ values, exceptions, executions, shown }) => ({
      final: named(values),
      output: shown.outcome.output,
      exceptions,
      executions,
      ...traceOf(shown),
    })),
    deadlocks: deadlocks.map(({ waiting, executions, shown }) => ({ waiting, executions, ...traceOf(shown) })),
    findings: findings.map(({ kind, text, shown, marks }) => ({
      kind,
      text,
      ...traceOf(shown),
      marks: [...marks].map(([step, note]) => ({ step: rowsOf(shown.steps).indexOf(step) + 1, note })),
    })),
    lockOrders: lockOrders.map((each) => ({ ...each, text: lockOrderText(each, searchWords(search)) })),
    points,
    unseen,
    drawn,
  }
}

function traceOf(shown: AgentAnswer): object {
  const names = threadNames(shown.outcome.threads)
  const trace = rowsOf(shown.steps).flatMap((index) => {
    const step = shown.steps[index]
    if (step === undefined) return []
    const { line, text, value } = step
    const actor = actorOf(step)
    return [{ thread: names[actor] ?? `${actor}`, line, text, ...(value === undefined ? {} : { value }) }]
  })
  return { schedule: pythonTable(shown, new Map()).schedule, trace }
}

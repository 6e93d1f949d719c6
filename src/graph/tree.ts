import { errorAt } from '../base/diagnostic.ts'
import { grouped } from '../base/grouped.ts'
import { failure, type Result, success } from '../base/result.ts'
import { arrowTexts } from './arrows.ts'
import { boxOf } from './boxes.ts'
import type { Drawing } from './drawing.ts'
import type { Arrow, Box, PathStep } from './model.ts'
import { type Transition, transitionsFrom } from './transitions.ts'

/** A tree with more nodes than this cannot be read. */
const mostNodes = 400

/** The executions of a program as a tree: each way from the root to a leaf is one of them. */
export interface Tree {
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  readonly path: readonly PathStep[]
  readonly leaves: number
}

interface TreeNode {
  readonly state: number
  readonly depth: number
  readonly from: { readonly node: number; readonly transition: Transition } | null
}

/**
 * Returns the tree of all executions. States are not merged: one that two executions share is drawn twice. `states` are those
 * of the highlighted execution.
 */
export function treeOf(drawing: Drawing, states: readonly number[]): Result<Tree> {
  const { drawable } = drawing
  const nodes: TreeNode[] = [{ state: 0, depth: 0, from: null }]
  let leaves = 0
  for (let node = 0; node < nodes.length; node++) {
    const { state, depth } = nodes[node] ?? { state: 0, depth: 0 }
    const next = transitionsFrom(drawable, state)
    if (next.length === 0) leaves++
    for (const transition of next) nodes.push({ state: transition.to, depth: depth + 1, from: { node, transition } })
    if (nodes.length > mostNodes) return refused()
  }
  const traced = tracedNodes(nodes, states)
  const boxes = nodes.map(({ state, depth }, node): Box => {
    const box = boxOf(drawing, [state])
    return { ...box, state: node, step: depth, start: node === 0, traced: traced.includes(node) }
  })
  const arrows = nodes.flatMap(({ from }, node): Arrow[] => {
    if (from === null) return []
    const isTraced = traced.includes(node) && traced.includes(from.node)
    const { thread } = from.transition.label
    const texts = arrowTexts(drawing, [from.transition])
    return [{ from: from.node, to: node, thread, traced: isTraced, straight: isTraced, texts }]
  })
  const path = arrows.filter((each) => each.traced).map(({ from, to, thread }) => ({ from, to, thread }))
  return success({ boxes, arrows, path, leaves })
}

/** The nodes along an execution, from the root on. */
function tracedNodes(nodes: readonly TreeNode[], states: readonly number[]): number[] {
  const [first, ...others] = states
  if (first === undefined) return []
  const traced = [0]
  for (const state of others) {
    const at = traced.at(-1)
    const next = nodes.findIndex((each) => each.from?.node === at && each.state === state)
    if (next === -1) break
    traced.push(next)
  }
  return traced
}

function refused(): Result<Tree> {
  const message = `the tree of all interleavings has more than ${grouped(mostNodes)} nodes, which no picture can show`
  const hint = 'draw the states instead, which different interleavings share: omit `--tree`; or make the program smaller'
  return failure([errorAt(null, null, message, hint)])
}

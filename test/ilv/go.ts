// Channels as Go has them, explored by brute force: a thread that finds nobody on the other side of an operation is put to
// sleep there (a step), and whoever comes to the other side later completes both operations in a step of its own. The project's
// rendezvous is one step of both; that both have the same outcomes is what the test shows.

export type Operation =
  | { readonly op: 'send'; readonly channel: number; readonly value: number }
  | { readonly op: 'receive'; readonly channel: number }
  | { readonly op: 'close'; readonly channel: number }
  | { readonly op: 'select'; readonly cases: readonly Case[]; readonly otherwise: boolean }

export type Case = Exclude<Operation, { readonly op: 'close' | 'select' }>

export interface Model {
  readonly capacities: readonly number[]
  readonly threads: readonly (readonly Operation[])[]
}

interface State {
  /** Of each thread: the operation that it is at, whether it sleeps there, and what its operations have given so far. */
  readonly threads: readonly { readonly at: number; readonly asleep: boolean; readonly log: readonly string[] }[]
  readonly channels: readonly { readonly messages: readonly number[]; readonly closed: boolean }[]
}

const casesOf = (operation: Operation): readonly Case[] =>
  operation.op === 'select' ? operation.cases : operation.op === 'close' ? [] : [operation]

/** Returns every way in which a model can end, as text: what the operations of each thread gave, or that one failed. */
export function endings({ capacities, threads }: Model): Set<string> {
  const start: State = {
    threads: threads.map(() => ({ at: 0, asleep: false, log: [] })),
    channels: capacities.map(() => ({ messages: [], closed: false })),
  }
  const found = new Set<string>()
  const seen = new Set<string>([JSON.stringify(start)])
  const queue = [start]
  for (const state of queue) {
    const next = threads.flatMap((_, thread) => successors(state, thread))
    if (next.length === 0) found.add(endOf(state))
    for (const each of next) {
      if (each === 'failed') {
        found.add('failed')
        continue
      }
      const key = JSON.stringify(each)
      if (!seen.has(key)) queue.push(each)
      seen.add(key)
    }
  }
  return found

  function endOf(state: State): string {
    const finished = state.threads.every(({ at }, thread) => at === threads[thread]?.length)
    return `${finished ? 'ended' : 'asleep'} ${state.threads.map(({ log }) => log.join(' ')).join(' | ')}`
  }

  function moved(
    state: State,
    changes: readonly (readonly [thread: number, gave: string])[],
    channels = state.channels,
  ): State {
    return {
      channels,
      threads: state.threads.map((each, thread) => {
        const gave = changes.find(([other]) => other === thread)?.[1]
        return gave === undefined ? each : { at: each.at + 1, asleep: false, log: [...each.log, gave] }
      }),
    }
  }

  function successors(state: State, thread: number): (State | 'failed')[] {
    const { at, asleep } = state.threads[thread] ?? { at: 0, asleep: true }
    const operation = threads[thread]?.[at]
    if (operation === undefined) return []
    // Those asleep were woken when somebody came; only a close leaves them to find out by themselves.
    const cases = casesOf(operation)
    if (asleep)
      return cases.flatMap((each, index) => (state.channels[each.channel]?.closed ? complete(state, thread, each, index) : []))
    if (operation.op === 'close') {
      const channel = state.channels[operation.channel]
      if (channel?.closed) return ['failed']
      const channels = state.channels.map((each, index) => (index === operation.channel ? { ...each, closed: true } : each))
      return [moved(state, [[thread, 'closed']], channels)]
    }
    const ready = cases.flatMap((each, index) => complete(state, thread, each, index))
    if (ready.length > 0) return ready
    if (operation.op === 'select' && operation.otherwise) return [moved(state, [[thread, 'else']])]
    return [{ ...state, threads: state.threads.map((each, other) => (other === thread ? { ...each, asleep: true } : each)) }]
  }

  /** The ways in which a thread can complete an operation at once. */
  function complete(state: State, thread: number, { op, channel, ...rest }: Case, index: number): (State | 'failed')[] {
    const here = state.channels[channel]
    const value = 'value' in rest ? rest.value : 0
    if (here === undefined) return []
    const withMessages = (messages: readonly number[]): State['channels'] =>
      state.channels.map((each, other) => (other === channel ? { ...each, messages } : each))
    const others = sleepersFor(state, thread, op, channel)
    if (op === 'send') {
      if (here.closed) return ['failed']
      if (others.length === 0 && here.messages.length < (capacities[channel] ?? 0)) {
        return [moved(state, [[thread, `${index}`]], withMessages([...here.messages, value]))]
      }
    } else {
      const [first, ...behind] = here.messages
      if (first !== undefined) {
        const own = [thread, `${index}:${first}`] as const
        if (others.length === 0) return [moved(state, [own], withMessages(behind))]
        // There is room now for the message of one that waited for it.
        return others.map(({ other, position, sent }) =>
          moved(state, [own, [other, `${position}`]], withMessages([...behind, sent])),
        )
      }
      if (here.closed) return [moved(state, [[thread, `${index}:none`]])]
    }
    return others.map(({ other, position, sent }) => {
      const [own, theirs] = op === 'send' ? [`${index}`, `${position}:${value}`] : [`${index}:${sent}`, `${position}`]
      return moved(state, [
        [thread, own],
        [other, theirs],
      ])
    })
  }

  /** Those that sleep on the other side of a channel. */
  function sleepersFor(
    state: State,
    thread: number,
    op: Case['op'],
    channel: number,
  ): { other: number; position: number; sent: number }[] {
    return state.threads.flatMap(({ at, asleep }, other) => {
      const operation = threads[other]?.[at]
      if (!asleep || other === thread || operation === undefined) return []
      // A close has woken it: it only has to find out.
      if (casesOf(operation).some((each) => state.channels[each.channel]?.closed)) return []
      return casesOf(operation).flatMap((each, position) =>
        each.channel === channel && each.op !== op ? [{ other, position, sent: each.op === 'send' ? each.value : 0 }] : [],
      )
    })
  }
}

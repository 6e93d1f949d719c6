import type { CheckOptions } from '../check/options.ts'

// What a check needs of the machine that it runs on, in Node and in a browser. The functions are taken now, so that the fake
// timers of a test do not stop a check.

const now: () => number = performance.now.bind(performance)
const immediate: typeof setImmediate | undefined = globalThis.setImmediate

/** Where nobody says how much memory is free, such as in a browser. */
const modestBytes = 2 ** 30
/** The part of the free memory that states may take by default. */
const part = 0.5

/** Returns the clock, the pauses and the memory limit of this machine. */
export function hostOptions(): Pick<CheckOptions, 'clock' | 'pause' | 'maxBytes'> {
  return { clock: now, pause: macrotask, maxBytes: availableBytes() }
}

/** Waits until the host has done its other work: timers, input, messages. Promises alone would not let it. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    if (immediate !== undefined) immediate(resolve)
    else message(resolve)
  })
}

/** Browsers have no `setImmediate`, and let timers of hidden pages wait for a second; messages arrive at once. */
function message(arrived: () => void): void {
  const { port1, port2 } = new MessageChannel()
  const received = (): void => {
    port1.close()
    arrived()
  }
  port1.addEventListener('message', received)
  port1.start()
  port2.postMessage(null)
}

/** Browsers have no `process`. */
const host: Partial<typeof globalThis> = globalThis

function availableBytes(): number {
  const available = host.process?.availableMemory?.()
  return available === undefined ? modestBytes : Math.floor(available * part)
}

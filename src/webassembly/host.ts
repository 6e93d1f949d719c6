// The part of the WebAssembly interface of browsers and Node that the engine uses, typed by hand: the types of the
// language do not include it, and those of the DOM would let other code use a browser by accident.

export interface WasmMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer
}

export interface WasmGlobal {
  value: number
}

/** Compiled code, which can be sent to other threads. */
export type WasmModule = object

interface WasmHost {
  readonly Memory: new (size: { initial: number; maximum: number; shared: boolean }) => WasmMemory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule
  readonly Instance: new (module: WasmModule, imports: Record<string, object>) => { readonly exports: object }
}

/** Returns the WebAssembly interface of the host; null if there is none. */
export function wasmHost(): WasmHost | null {
  return (globalThis as { readonly WebAssembly?: WasmHost }).WebAssembly ?? null
}

const page = 65536
export const leastMemory: number = 32 * page

/**
 * Whether memories are shared. They are if the host supports it, even for one thread: the garbage collector of V8
 * counts 4 GiB that are reserved for an unshared memory as if they were in use, and collects at once.
 */
export const sharesMemory: boolean = typeof SharedArrayBuffer === 'function'

/**
 * Returns a memory of `most` bytes, or the largest that the host allows after repeated halving; null if it allows none of
 * `leastMemory`.
 */
export function reserve(most: number): WasmMemory | null {
  const host = wasmHost()
  if (host === null) return null
  for (let pages = Math.min(65536, Math.ceil(most / page)); pages >= leastMemory / page; pages = Math.floor(pages / 2)) {
    try {
      return new host.Memory({ initial: pages, maximum: pages, shared: sharesMemory })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  return null
}

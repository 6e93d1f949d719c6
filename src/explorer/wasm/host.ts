// The part of the WebAssembly interface of browsers and Node that is used here, typed by hand: the types of the
// language alone do not have it, and those of the DOM would let other code use a browser by accident.

export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

export interface WasmGlobal {
  value: number
}

interface WasmHost {
  readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object, imports: Record<string, object>) => { readonly exports: object }
}

/** WebAssembly as this machine has it; null where there is none. */
export function wasmHost(): WasmHost | null {
  return (globalThis as { readonly WebAssembly?: WasmHost }).WebAssembly ?? null
}

const page = 65536

/** A memory of at most `most` bytes, or the most below that the host gives by halves; null if it gives none. */
export function reserve(most: number): WasmMemory | null {
  const host = wasmHost()
  if (host === null) return null
  for (let pages = Math.min(65536, Math.ceil(most / page)); pages >= 32; pages = Math.floor(pages / 2)) {
    try {
      return new host.Memory({ initial: pages, maximum: pages })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  return null
}

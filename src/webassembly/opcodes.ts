/** The WebAssembly instructions without immediates that the generator uses (WebAssembly Core Specification, 5.4). */
export const Op = {
  unreachable: 0x00,
  return: 0x0f,
  drop: 0x1a,
  select: 0x1b,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtS: 0x48,
  i32LtU: 0x49,
  i32GtS: 0x4a,
  i32GtU: 0x4b,
  i32LeS: 0x4c,
  i32GeS: 0x4e,
  i32GeU: 0x4f,
  i64Eq: 0x51,
  i64Ne: 0x52,
  i32Ctz: 0x68,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32DivS: 0x6d,
  i32RemS: 0x6f,
  i32And: 0x71,
  i32Or: 0x72,
  i32Xor: 0x73,
  i32Shl: 0x74,
  i32ShrS: 0x75,
  i32ShrU: 0x76,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64And: 0x83,
  i64Or: 0x84,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrU: 0x88,
  wrap: 0xa7,
  extendS: 0xac,
  extendU: 0xad,
} as const

export type SimpleOp = (typeof Op)[keyof typeof Op]

/** Loads and stores, with the alignment that the generator uses (as a power of two). */
export const Access = {
  i32Load: { code: 0x28, align: 2 },
  i64Load: { code: 0x29, align: 2 },
  i32Load8: { code: 0x2d, align: 0 },
  i64Load8: { code: 0x31, align: 0 },
  i64Load32: { code: 0x35, align: 2 },
  i32Store8: { code: 0x3a, align: 0 },
  i32Store16: { code: 0x3b, align: 1 },
  i32Store: { code: 0x36, align: 2 },
  i64Store: { code: 0x37, align: 2 },
  i64Store32: { code: 0x3e, align: 2 },
} as const

export type MemoryAccess = (typeof Access)[keyof typeof Access]

/** Instructions on vectors of 16 bytes, which have a prefix (5.4.8). */
export const VectorOp = { splat: 0x0f, equal: 0x23, bitmask: 0x64, i32Add: 0xae, i32Sub: 0xb1, i32MinU: 0xb7 } as const
export type VectorOp = (typeof VectorOp)[keyof typeof VectorOp]

export const ValueType = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const
export type ValueType = (typeof ValueType)[keyof typeof ValueType]

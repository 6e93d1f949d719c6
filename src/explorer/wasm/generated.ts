// The exports of the generated engine, which is loaded as one module when a space is large enough for it.

export { isCompressible, isSupported, WasmExploration } from './exploration.ts'
export { moreShards, outgrowsOneThread, shardingFor } from './sharding.ts'

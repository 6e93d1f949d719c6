// What the generated engine offers, loaded together when a space is large enough for it.

export { isSupported, WasmExploration } from './exploration.ts'
export { moreShards, outgrowsOneThread, shardingFor } from './sharding.ts'

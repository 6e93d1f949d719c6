// What the generated engine offers, loaded together when a space is large enough for it.

export { isSupported, WasmExploration } from './exploration.ts'
export { moreShards, shardingFor } from './sharding.ts'

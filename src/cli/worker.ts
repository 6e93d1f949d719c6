import { parentPort } from 'node:worker_threads'
import { type ShardService, serveShards } from '../explorer/wasm/crew.ts'

// The entry of a thread that helps with an exploration.
parentPort?.once('message', (service: ShardService) => serveShards(service))

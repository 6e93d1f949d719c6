import { afterEach, expect, test, vi } from 'vitest'
import { awaitChange, Control, controlFor } from '../src/explorer/wasm/control.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('a thread that is woken late for a change that it has seen sleeps again', () => {
  const control = controlFor(1, true)
  const wakings: (() => void)[] = [() => {}, () => Atomics.store(control, Control.sequence, 1)]
  const waits = vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    wakings.shift()?.()
    return 'ok'
  })
  expect(awaitChange(control, Control.sequence, 0, 1000)).toBe(true)
  expect(Atomics.load(control, Control.sequence)).toBe(1)
  expect(waits).toHaveBeenCalledTimes(2)
})

test('a thread waits no longer than it is told', () => {
  expect(awaitChange(controlFor(1, true), Control.sequence, 0, 1)).toBe(false)
})

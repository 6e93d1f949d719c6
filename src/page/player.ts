/** Steps per second, slowest first. */
export const speeds = [0.5, 1, 2, 4] as const

/** Calls a function at a speed until it is stopped. */
export class Player {
  /** Calls per second. */
  speed: number = 1
  private timer: ReturnType<typeof setInterval> | null = null
  private readonly tick: () => void

  constructor(tick: () => void) {
    this.tick = tick
  }

  get playing(): boolean {
    return this.timer !== null
  }

  start(): void {
    this.stop()
    this.timer = setInterval(this.tick, 1000 / this.speed)
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
  }

  /** Changes the speed, while it plays too. */
  setSpeed(speed: number): void {
    this.speed = speed
    if (this.playing) this.start()
  }
}

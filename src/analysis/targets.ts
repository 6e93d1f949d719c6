/** What a shortest trace leads to: a state, or the labelled transition from it. */
export interface Target {
  readonly state: number
  readonly label: number | null
}

/** Only this many candidates per finding are considered when the shortest trace is chosen. */
const mostTargets = 4096

/** For each distinct finding, the places nearest to the initial state where it shows, with its details there. */
export class Nearest<Info> {
  private readonly found = new Map<string, { depth: number; targets: { target: Target; info: Info }[] }>()

  /** Notes that a finding shows at a target, `depth` steps from the initial state. Calls come in order of depth. */
  add(key: string, depth: number, target: Target, info: () => Info): void {
    const known = this.found.get(key)
    if (known === undefined) this.found.set(key, { depth, targets: [{ target, info: info() }] })
    else if (known.depth === depth && known.targets.length < mostTargets) known.targets.push({ target, info: info() })
  }

  has(key: string): boolean {
    return this.found.has(key)
  }

  /** One list of targets per distinct finding, in the order in which they were first found. */
  all(): { target: Target; info: Info }[][] {
    return [...this.found.values()].map((each) => each.targets)
  }
}

/** A laid-out state graph in the page. The reader can select its states, and it marks the path to the current one. */
export class StateGraphView {
  readonly svg: SVGSVGElement
  private readonly states = new Map<number, SVGGElement>()
  private readonly arrows = new Map<string, SVGGElement[]>()
  private readonly whole: { x: number; y: number; width: number; height: number }

  /** `svg` is the output of Graphviz, which has escaped its texts; the view parses none of it as HTML. */
  constructor(svg: string, onState: (state: number) => void) {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    const element = document.importNode(parsed, true)
    if (!(element instanceof SVGSVGElement)) throw new Error('Graphviz returned no picture')
    this.svg = element
    const { x, y, width, height } = element.viewBox.baseVal
    this.whole = { x, y, width, height }
    element.removeAttribute('width')
    element.removeAttribute('height')
    element.setAttribute('role', 'group')
    element.setAttribute('aria-label', 'State graph')
    for (const group of element.querySelectorAll<SVGGElement>('g.node')) this.adopt(group, onState)
    for (const group of element.querySelectorAll<SVGGElement>('g.edge')) {
      const title = group.querySelector('title')
      const key = title?.textContent ?? ''
      this.arrows.set(key, [...(this.arrows.get(key) ?? []), group])
    }
    for (const title of element.querySelectorAll('title')) title.remove() // s1, s2: meaningless to a reader
  }

  /** Marks the path to the current state, and scrolls that state into view if necessary. */
  mark(path: readonly number[]): void {
    for (const element of this.svg.querySelectorAll('.on-path, .here')) element.classList.remove('on-path', 'here')
    for (const [index, state] of path.entries()) {
      this.states.get(state)?.classList.add('on-path')
      const next = path[index + 1]
      if (next !== undefined) for (const arrow of this.arrows.get(`s${state}->s${next}`) ?? []) arrow.classList.add('on-path')
    }
    const here = this.states.get(path.at(-1) ?? -1)
    here?.classList.add('here')
    if (here !== undefined) this.reveal(here)
  }

  /** Enlarges the picture, around one of its points or its centre. */
  zoom(factor: number, at: DOMPoint | null = null): void {
    const box = this.svg.viewBox.baseVal
    const width = Math.min(Math.max(box.width / factor, 60), this.whole.width * 2)
    const scale = width / box.width
    const centre = at ?? new DOMPoint(box.x + box.width / 2, box.y + box.height / 2)
    this.look(centre.x - (centre.x - box.x) * scale, centre.y - (centre.y - box.y) * scale, width, box.height * scale)
  }

  /** Moves the view by pixels of the screen. */
  pan(right: number, down: number): void {
    const box = this.svg.viewBox.baseVal
    const scale = this.svg.getScreenCTM()?.a ?? 1
    this.look(box.x + right / scale, box.y + down / scale, box.width, box.height)
  }

  fit(): void {
    this.look(this.whole.x, this.whole.y, this.whole.width, this.whole.height)
  }

  /** Returns the point of the picture at a position on the screen. */
  pointAt(x: number, y: number): DOMPoint {
    return new DOMPoint(x, y).matrixTransform(this.svg.getScreenCTM()?.inverse())
  }

  private adopt(group: SVGGElement, onState: (state: number) => void): void {
    const number = /^s(\d+)$/.exec(group.id)?.[1]
    if (number === undefined) return
    const state = Number(number)
    this.states.set(state, group)
    const texts = [...group.querySelectorAll('text')].map((each) => each.textContent.trim()).filter((each) => each !== '')
    group.setAttribute('role', 'button')
    group.setAttribute('tabindex', '0')
    group.setAttribute('aria-label', texts.length === 0 ? `state ${state}` : texts.join(', '))
    group.removeAttribute('id') // the page may have elements with that id
    group.addEventListener('click', () => onState(state))
    group.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      event.stopPropagation()
      onState(state)
    })
  }

  private reveal(element: SVGGElement): void {
    const { x, y, width, height } = element.getBBox()
    const group = element.getCTM()
    const own = this.svg.getCTM()
    if (group === null || own === null) return
    const centre = new DOMPoint(x + width / 2, y + height / 2).matrixTransform(own.inverse().multiply(group))
    const box = this.svg.viewBox.baseVal
    const inside = centre.x > box.x && centre.x < box.x + box.width && centre.y > box.y && centre.y < box.y + box.height
    if (!inside) this.look(centre.x - box.width / 2, centre.y - box.height / 2, box.width, box.height)
  }

  private look(x: number, y: number, width: number, height: number): void {
    this.svg.setAttribute('viewBox', `${x} ${y} ${width} ${height}`)
  }
}

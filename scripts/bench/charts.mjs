// Plain charts as SVG text.

const colours = { interleave: '#2563eb', spin: '#d97706', rumur: '#059669' }
const font = 'font-family="Helvetica, Arial, sans-serif" font-size="12"'

/** Returns a bar chart: a group for each model, a bar for each tool. `value` returns a number or null. */
export function barChart(title, rows, toolNames, value, format) {
  const bars = rows
    .flatMap((row) => toolNames.map((tool) => ({ row, tool, size: value(row, tool) })))
    .filter(({ size }) => size !== null)
  const most = Math.max(...bars.map(({ size }) => size))
  const lines = [text(16, 24, title, 'font-weight="bold"')]
  let y = 44
  let last = null
  for (const { row, tool, size } of bars) {
    if (row !== last) {
      y += 10
      lines.push(text(16, y + 12, row.name))
    }
    last = row
    const width = Math.max(1, (size / most) * 380)
    lines.push(`<rect x="190" y="${y}" width="${width.toFixed(1)}" height="15" fill="${colours[tool] ?? '#6b7280'}"/>`)
    lines.push(text(196 + width, y + 12, `${tool} ${format(size)}`))
    y += 18
  }
  return svg(720, y + 16, lines)
}

/** Returns lines over N, with logarithmic axes of size. */
export function growthChart(title, series, format) {
  const points = series.flatMap((each) => each.points)
  const [least, most] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))]
  const [first, last] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))]
  const x = (value) => 70 + ((value - first) / Math.max(1, last - first)) * 500
  const y = (value) => 330 - ((Math.log(value) - Math.log(least)) / Math.max(1e-9, Math.log(most) - Math.log(least))) * 280
  const lines = [text(16, 24, title, 'font-weight="bold"')]
  for (const value of [least, most]) lines.push(text(8, y(value) + 4, format(value)))
  for (const value of new Set(points.map((p) => p.x))) lines.push(text(x(value) - 3, 352, `${value}`))
  series.forEach(({ name, points: own }, index) => {
    const colour = colours[name] ?? '#6b7280'
    const path = own.map((p) => `${x(p.x).toFixed(1)},${y(p.y).toFixed(1)}`).join(' ')
    lines.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`)
    lines.push(`<text x="590" y="${60 + 18 * index}" fill="${colour}" ${font}>${name}</text>`)
  })
  return svg(720, 370, lines)
}

function text(x, y, content, more = '') {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${font} ${more}>${content.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`
}

function svg(width, height, lines) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n<rect width="100%" height="100%" fill="white"/>\n${lines.join('\n')}\n</svg>\n`
}

import type {Line, Screen} from './screens.ts'

/** Of the 16 colours of terminals, on the dark background. */
const palette: Readonly<Record<number, string>> = {
  1: '#ff7b72',
  2: '#7ee787',
  3: '#e3b341',
  4: '#79c0ff',
  5: '#d2a8ff',
  6: '#76e3ea',
  8: '#8b949e',
  9: '#ffa198',
  10: '#aff5b4',
  11: '#f2cc60',
  12: '#a5d6ff',
  13: '#e2c5ff',
  14: '#b3f0ff',
}
const font = {size: 14, width: 8.43, height: 19}
const margin = 14

/** An animated SVG without a script. It has a background of its own, so it can be read on a light page and on a dark one. */
export function svgOf(screens: readonly Screen[], size: {readonly columns: number; readonly rows: number}): string {
  const width = Math.ceil(size.columns * font.width) + 2 * margin
  const height = size.rows * font.height + 2 * margin
  const ids = new Map<string, string>()
  const strips = screens.map(({lines}, index) => {
    const uses = lines.map((line, y) => {
      const content = spans(line)
      if (content === '') return ''
      const id = ids.get(content) ?? `l${ids.size.toString(36)}`
      ids.set(content, id)
      return `<use href="#${id}" y="${margin + (y + 1) * font.height - 5}"/>`
    })
    return `<g transform="translate(${index * width})">${uses.join('')}</g>`
  })
  const total = screens.reduce((sum, {ms}) => sum + ms, 0)
  let at = 0
  const steps = screens.map(({ms}, index) => {
    const step = `${((at / total) * 100).toFixed(2)}%{transform:translateX(-${index * width}px)}`
    at += ms
    return step
  })
  const last = (screens.length - 1) * width
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>vkctl registers the resource provider, installs a Linux and a Windows connector, checks them, runs a pod on each, and removes them</title>',
    '<style>',
    `text{font:${font.size}px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}`,
    '.b{font-weight:700}',
    ...Object.entries(palette).map(([colour, value]) => `.c${colour}{fill:${value}}`),
    // Where nothing moves, the last screen is shown.
    `.film{transform:translateX(-${last}px);animation:film ${(total / 1000).toFixed(1)}s step-end infinite}`,
    `@keyframes film{${steps.join('')}}`,
    `@media (prefers-reduced-motion:reduce){.film{animation:none}}`,
    '</style>',
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    '<defs>',
    ...[...ids].map(([content, id]) => `<text id="${id}" x="${margin}">${content}</text>`),
    '</defs>',
    `<g class="film">${strips.join('\n')}</g>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="none" stroke="#6e7681"/>`,
    '</svg>',
    '',
  ].join('\n')
}

function spans(line: Line): string {
  const end = line.findLastIndex(({text}) => text.trim() !== '')
  return line
    .slice(0, end + 1)
    .map(({text, bold, colour}, index) => {
      const shown = escaped(index === end ? text.trimEnd() : text)
      const classes = [...(bold ? ['b'] : []), ...(colour !== undefined && colour in palette ? [`c${colour}`] : [])]
      return classes.length === 0 ? shown : `<tspan class="${classes.join(' ')}">${shown}</tspan>`
    })
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

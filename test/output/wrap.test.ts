import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
import {beside, wrapLine} from '../../src/lib/output/wrap.ts'

const text = 'The identity of the connector may not create container groups in 資源群組 or in 資源群組 👩‍💻 cafe\u0301 at all.'
const measure = (columns: number) => ({columns, widthOf: stringWidth})

describe.each([40, 60, 80, 120, 200])('in %i columns, text', columns => {
  it('beside a heading leaves the last column free, with nothing lost', () => {
    const lines = beside('  problem  ', text, measure(columns))
    for (const line of lines) expect(stringWidth(line)).toBeLessThan(columns)
    expect(lines.join(' ').replaceAll(/ +/g, ' ')).toBe(` problem ${text}`)
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {11}\S/)
  })

  it('fills the lines', () => {
    const lines = wrapLine(text, measure(columns))
    for (const [index, line] of lines.slice(0, -1).entries()) {
      const [next = ''] = lines[index + 1]?.split(' ') ?? []
      expect(stringWidth(`${line} ${next}`)).toBeGreaterThan(columns)
    }
  })
})

describe('wrapped text', () => {
  it('starts below a heading that leaves too little room', () => {
    expect(beside('  12:00:01  kubernetes  ', 'The pod was created by somebody', measure(40))).toEqual([
      '  12:00:01  kubernetes',
      '    The pod was created by somebody',
    ])
    expect(beside(' '.repeat(30), 'The pod was created', measure(40))).toEqual(['  The pod was created'])
    expect(beside('  12:00:01  kubernetes  ', 'short', measure(40))).toEqual(['  12:00:01  kubernetes  short'])
  })

  it('keeps a command in backticks in one line, so that it can be copied', () => {
    expect(wrapLine('Run `vkctl install-connector --assign-role`, or ask for the `role`.', measure(30))).toEqual([
      'Run',
      '`vkctl install-connector --assign-role`,',
      'or ask for the `role`.',
    ])
    expect(wrapLine('One ` is no command', measure(10))).toEqual(['One ` is', 'no command'])
  })

  it('keeps its own line breaks, indentation and several spaces, and never breaks a word', () => {
    const path = `/subscriptions/${'x'.repeat(60)}`
    expect(beside('- ', `a\n  b  c\n${path} d`, measure(40))).toEqual(['- a', '    b  c', `  ${path}`, '  d'])
  })
})

import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
import {openRegion} from '../../src/lib/output/region.ts'
import {resizedScreenOf, screenOf, type Written} from '../findings/screen.ts'

/** A window that can be resized. */
function openWindow(columns: number, rows?: number) {
  const parts: Written[] = []
  const window = {
    columns,
    rows,
    say: (text: string) => void parts.push({text, columns: window.columns}),
  }
  return {window, parts, written: () => parts.map(({text}) => text).join('')}
}

describe('a region of the terminal', () => {
  it('is replaced as a whole, and leaves nothing when it is erased', () => {
    const {window, written} = openWindow(40)
    const region = openRegion(window, stringWidth)
    window.say('before\n')
    region.draw('one\ntwo\n')
    region.draw(`three ${'資'.repeat(40)}\n`)
    region.draw('four')
    expect(screenOf(written(), 40)).toEqual(['before', 'four'])
    region.erase()
    region.erase()
    window.say('after\n')
    expect(screenOf(written(), 40)).toEqual(['before', 'after'])
  })

  it.each([
    [80, 40],
    [200, 60],
    [40, 120],
    [120, 119],
  ])('leaves nothing behind when the window changes from %i to %i columns', (before, after) => {
    const {window, parts} = openWindow(before)
    const region = openRegion(window, stringWidth)
    window.say('before\n')
    region.draw(`${'x'.repeat(before - 1)}\n${'y'.repeat(30)}\n${'z'.repeat(before - 1)}`)
    window.columns = after
    region.draw('now\n')
    expect(resizedScreenOf(parts)).toEqual(['before', 'now'])
  })

  it('fits into the window: the first lines and the last one are shown', () => {
    const {window, written} = openWindow(40, 6)
    const region = openRegion(window, stringWidth)
    const lines = Array.from({length: 10}, (_, index) => `line ${index}`)
    region.draw(`${lines.join('\n')}\n`)
    expect(screenOf(written(), 40)).toEqual(['line 0', 'line 1', 'line 2', '(6 more lines)', 'line 9'])
    region.draw(`${lines.slice(0, 5).join('\n')}\n`)
    expect(screenOf(written(), 40)).toEqual(lines.slice(0, 5))
  })
})

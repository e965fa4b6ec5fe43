// Expressions that run in the page.

/** What sticks out of the screen to the right: `tag.class: text`. */
export const overflowing = `[...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .map(one => one.tagName + '.' + one.getAttribute('class') + ': ' + one.textContent.slice(0, 60))`

/** Names of all elements and attributes. */
export const vocabulary = `[...new Set([...document.querySelectorAll('*')].flatMap(one =>
  [one.localName, ...[...one.attributes].map(({name}) => '@' + name)]))].sort()`

export const openAll = `document.querySelectorAll('details').forEach(one => { one.open = true })`

/** Texts whose contrast to what is behind them is below 4.5, the least of https://www.w3.org/TR/WCAG22/#contrast-minimum. */
export const pale = `(() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number)
  const part = value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  const behind = one => {
    const bar = one.parentElement.querySelector(':scope > rect')
    if (one.localName === 'text' && bar) return channels(getComputedStyle(bar).fill)
    for (let around = one; around; around = around.parentElement) {
      const found = channels(getComputedStyle(around).backgroundColor)
      if (found[3] !== 0) return found
    }
    return [255, 255, 255]
  }
  return [...document.querySelectorAll('body *')].flatMap(one => {
    const text = [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('')
    if (text === '' || one.localName === 'title') return []
    const style = getComputedStyle(one)
    const levels = [light(channels(one.localName === 'text' ? style.fill : style.color)), light(behind(one))].sort((a, b) => b - a)
    const contrast = (levels[0] + 0.05) / (levels[1] + 0.05)
    return contrast < 4.5 ? [one.localName + ' ' + text.slice(0, 40) + ': ' + contrast.toFixed(2)] : []
  })
})()`

/** All texts, also those of pictures. */
export const texts = `document.body.textContent`

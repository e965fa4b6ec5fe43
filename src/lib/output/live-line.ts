/** After Ctrl-C, the terminal itself writes two characters at the end of the line; and no line may reach the last column. */
const reserve = 3
const cut = '...'

/** `text (12 s)` in one row of a terminal: a text that is too long is cut, the time stays. */
export function liveLine(text: string, time: string, columns: number): string {
  const room = Math.max(1, columns - reserve)
  const end = time === '' ? '' : ` (${time})`
  if (widthAtMost(text + end) <= room) return text + end
  let shown = ''
  for (const character of text) {
    if (widthAtMost(shown + character + cut + end) > room) break
    shown += character
  }
  return (shown.trimEnd() + cut + end).slice(0, room)
}

/** Columns that a text takes at most: only characters of ASCII certainly take one. It is needed before `string-width` could be loaded. */
export function widthAtMost(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character <= '~' ? 1 : 2), 0)
}

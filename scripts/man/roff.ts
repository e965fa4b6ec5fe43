/** Characters that roff reads or prints in another way than they are written (groff_char(7)). */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  "'": '\\(aq',
  '"': '\\(dq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
}

/** A text for the body of a page: printed as it is, whatever it begins with. */
export function escaped(text: string): string {
  const line = text
    .replaceAll(/[\\\-'"`^~]/g, character => escapes[character] ?? '')
    .replaceAll(/[^ -~]/gu, character => `\\[u${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`)
  return /^[.]/.test(line) ? `\\&${line}` : line
}

/** An argument of a macro: one word, with spaces in it. */
export const quoted = (text: string): string => `"${escaped(text)}"`

/** Paragraphs for the lines of a text. */
export function paragraphs(text: string): readonly string[] {
  return text.split('\n').flatMap(line => (line.trim() === '' ? [] : ['.PP', escaped(line)]))
}

/** A label and, indented below it, what it means. */
export function tagged(label: string, text: string): readonly string[] {
  return ['.TP', `.B ${quoted(label)}`, ...text.split('\n').map(escaped)]
}

/** Lines that are printed as they are, such as a command that can be copied. */
export function verbatim(text: string): readonly string[] {
  return ['.PP', '.RS 4', '.nf', ...text.split('\n').map(escaped), '.fi', '.RE']
}

/** Space, tab, line feed, carriage return. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

/** The paths of the fields that occur twice in one object of a JSON text that parses: `spec.containers[0].image`. */
export function duplicateFields(json: string): string[] {
  const found: string[] = []
  let at = 0

  function skipBlanks(): void {
    while (isBlank(json.charCodeAt(at))) at += 1
  }

  function skipString(): void {
    at += 1
    while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1
    at += 1
  }

  function string(): string {
    const start = at
    skipString()
    return JSON.parse(json.slice(start, at)) as string
  }

  function object(path: string): void {
    const seen = new Set<string>()
    at += 1
    skipBlanks()
    while (json[at] !== '}') {
      const name = string()
      const field = path === '' ? name : `${path}.${name}`
      if (seen.has(name)) found.push(field)
      seen.add(name)
      skipBlanks()
      at += 1
      value(field)
      if (json[at] === ',') at += 1
      skipBlanks()
    }
    at += 1
  }

  function array(path: string): void {
    at += 1
    skipBlanks()
    for (let index = 0; json[at] !== ']'; index += 1) {
      value(`${path}[${index}]`)
      if (json[at] === ',') at += 1
      skipBlanks()
    }
    at += 1
  }

  function value(path: string): void {
    skipBlanks()
    if (json[at] === '{') object(path)
    else if (json[at] === '[') array(path)
    else if (json[at] === '"') skipString()
    else while (/[^\s,\]}]/.test(json[at] ?? ' ')) at += 1
    skipBlanks()
  }

  value('')
  return found
}

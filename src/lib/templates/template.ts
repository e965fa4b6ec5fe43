/** The values of the placeholders in a template. The value undefined removes the entry. */
export type TemplateValues = Readonly<Record<string, unknown>>

/**
 * The documents of a YAML template with `${name}` filled in. The YAML is parsed first, so no value can break it or add to it. A scalar that
 * is only a placeholder takes the type of its value; a map that becomes empty is removed. Throws if a name is unknown.
 */
export async function fillTemplate(text: string, values: TemplateValues): Promise<readonly unknown[]> {
  const {loadAll} = await import('js-yaml')
  return loadAll(text).map(document => fill(document, values, ''))
}

/** {@link fillTemplate} as YAML again, under the comment that the template begins with. */
export async function renderTemplate(text: string, values: TemplateValues): Promise<string> {
  const {dump} = await import('js-yaml')
  const documents = await fillTemplate(text, values)
  const [comment = ''] = /^(#.*\n)*/.exec(text) ?? []
  return comment + documents.map(document => dump(document, {lineWidth: -1, noRefs: true})).join('---\n')
}

function fill(node: unknown, values: TemplateValues, path: string): unknown {
  if (typeof node === 'string') return fillScalar(node, values, path)
  if (Array.isArray(node)) return node.map((item, index) => fill(item, values, `${path}[${index}]`)).filter(item => item !== undefined)
  if (typeof node !== 'object' || node === null) return node
  const filled = Object.entries(node)
    .map(([key, value]) => [key, fill(value, values, path === '' ? key : `${path}.${key}`)] as const)
    .filter(([, value]) => value !== undefined)
  return filled.length === 0 && Object.keys(node).length > 0 ? undefined : Object.fromEntries(filled)
}

function fillScalar(scalar: string, values: TemplateValues, path: string): unknown {
  const [, only] = /^\$\{([^}]*)\}$/.exec(scalar) ?? []
  if (only !== undefined) return lookUp(only, values, path)
  return scalar.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = lookUp(name, values, path)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
    throw new Error(`The template has \${${name}} inside a text at ${path}, but its value is not a text.`)
  })
}

function lookUp(name: string, values: TemplateValues, path: string): unknown {
  if (!Object.hasOwn(values, name)) throw new Error(`The template names \${${name}} at ${path}, which is not among ${Object.keys(values).join(', ')}.`)
  return values[name]
}

/** A value as YAML. */
export async function yaml(value: unknown): Promise<string> {
  const {dump} = await import('js-yaml')
  return dump(value, {lineWidth: -1, noRefs: true})
}

/** Lines as a comment of YAML. */
export function commented(lines: readonly string[]): string {
  return lines.map(line => `# ${line.replaceAll('\n', ' ')}\n`).join('')
}

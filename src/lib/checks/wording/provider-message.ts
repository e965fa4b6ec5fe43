interface ArmAnswer {
  readonly error?: {readonly code?: unknown; readonly message?: unknown}
}

/**
 * An error of the provider in one line: `Code: message` if the text is an error of the Azure SDK
 * (request, dashes, `RESPONSE 403`, `ERROR CODE`, the body as JSON), anything else without its line breaks.
 */
export function providerMessage(text: string): string {
  const body = /^\{$[^]*^\}$/m.exec(text)?.[0] ?? ''
  try {
    const {code, message} = (JSON.parse(body) as ArmAnswer).error ?? {}
    if (typeof code === 'string' && typeof message === 'string') return `${code}: ${inOneLine(message)}`
  } catch {
    // No JSON in it: return the text.
  }
  return inOneLine(text)
}

function inOneLine(text: string): string {
  return text
    .replaceAll(/-{10,}/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

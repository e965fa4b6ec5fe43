interface ArmAnswer {
  readonly error?: {readonly code?: unknown; readonly message?: unknown}
}

/**
 * What the provider says of an answer of Azure's that it did not expect, in one line: `Code: message` out of the Azure SDK's page of text
 * (request, dashes, `RESPONSE 403`, `ERROR CODE`, the body as JSON), anything else without its line breaks.
 */
export function providerMessage(text: string): string {
  const body = /^\{$[^]*^\}$/m.exec(text)?.[0] ?? ''
  try {
    const {code, message} = (JSON.parse(body) as ArmAnswer).error ?? {}
    if (typeof code === 'string' && typeof message === 'string') return `${code}: ${inOneLine(message)}`
  } catch {
    // No JSON in it: shown as it is.
  }
  return inOneLine(text)
}

function inOneLine(text: string): string {
  return text
    .replaceAll(/-{10,}/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/**
 * The error of an answer of Resource Manager (https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors). Services fill it
 * in differently, so nothing is certain.
 */
export interface ErrorBody {
  readonly code?: unknown
  readonly message?: unknown
  readonly target?: unknown
  readonly details?: unknown
  readonly innererror?: unknown
  readonly additionalInfo?: unknown
}

/** Errors in errors; a server could send more. */
const deepest = 8

/** What an error says beside its own code and message: its target, and all errors in it. The deepest is often the true cause. One line each. */
export function detailsOf({target, ...error}: ErrorBody): readonly string[] {
  return [...new Set([...(isText(target) ? [`Target: ${target}`] : []), ...within(error, deepest)])]
}

function within({details, innererror, additionalInfo}: ErrorBody, levels: number): readonly string[] {
  const inner = [...listOf(details), ...listOf([innererror])]
  return [...inner.flatMap(error => told(error, levels - 1)), ...listOf(additionalInfo).map(info => JSON.stringify(info))]
}

function told(error: ErrorBody, levels: number): readonly string[] {
  if (levels === 0) return []
  const {code, message, target} = error
  const line = [isText(code) ? `(${code})` : '', isText(message) ? message : '', isText(target) ? `[${target}]` : '']
    .filter(part => part !== '')
    .join(' ')
  return [...(line === '' ? [] : [line]), ...within(error, levels)]
}

function listOf(value: unknown): readonly ErrorBody[] {
  return Array.isArray(value) ? value.filter((one): one is ErrorBody => typeof one === 'object' && one !== null) : []
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

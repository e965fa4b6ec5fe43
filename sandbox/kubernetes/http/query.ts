import {badRequest, invalid} from '../status-error.ts'

/** The parameters of a request. */
export interface Query {
  readonly watch: boolean
  readonly labelSelector: string
  readonly fieldSelector: string
  readonly resourceVersion: string
  readonly resourceVersionMatch: string
  readonly allowWatchBookmarks: boolean
  readonly sendInitialEvents: boolean | undefined
  readonly timeoutSeconds: number | undefined
  readonly dryRun: boolean
  readonly fieldManager: string
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore'
  readonly force: boolean | undefined
  readonly includeObject: string
  readonly parameters: URLSearchParams
}

function booleanOf(parameters: URLSearchParams, name: string): boolean | undefined {
  const value = parameters.get(name)
  if (value === null) return undefined
  return value === '' || value === '1' || value.toLowerCase() === 'true'
}

export function parseQuery(parameters: URLSearchParams, method: string): Query {
  const text = (name: string): string => parameters.get(name) ?? ''
  const timeout = parameters.get('timeoutSeconds')
  return {
    watch: booleanOf(parameters, 'watch') ?? false,
    labelSelector: text('labelSelector'),
    fieldSelector: text('fieldSelector'),
    resourceVersion: text('resourceVersion'),
    resourceVersionMatch: text('resourceVersionMatch'),
    allowWatchBookmarks: booleanOf(parameters, 'allowWatchBookmarks') ?? false,
    sendInitialEvents: booleanOf(parameters, 'sendInitialEvents'),
    timeoutSeconds: timeout === null ? undefined : Number(timeout),
    dryRun: isDryRun(parameters, method),
    fieldManager: text('fieldManager'),
    fieldValidation: validationOf(text('fieldValidation')),
    force: booleanOf(parameters, 'force'),
    includeObject: text('includeObject'),
    parameters,
  }
}

const optionsOf: Readonly<Record<string, string>> = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
  DELETE: 'DeleteOptions',
}

function isDryRun(parameters: URLSearchParams, method: string): boolean {
  const dryRun = parameters.getAll('dryRun').filter(value => value !== '')
  if (dryRun.some(value => value !== 'All')) {
    throw invalid(optionsOf[method] ?? 'ListOptions', 'meta.k8s.io', '', [
      {reason: 'FieldValueNotSupported', message: `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`, field: 'dryRun'},
    ])
  }
  return dryRun.length > 0
}

function validationOf(value: string): Query['fieldValidation'] {
  if (value === '') return 'Warn'
  if (value === 'Strict' || value === 'Warn' || value === 'Ignore') return value
  throw badRequest(`fieldValidation: Unsupported value: ${JSON.stringify(value)}: supported values: "Ignore", "Strict", "Warn"`)
}

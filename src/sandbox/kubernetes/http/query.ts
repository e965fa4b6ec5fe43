import {badRequest, invalid} from '../status-error.ts'

/** What a request asks for besides its path and body. */
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
  const dryRun = parameters.getAll('dryRun').filter(value => value !== '')
  if (dryRun.some(value => value !== 'All')) {
    throw invalid(`${method === 'POST' ? 'Create' : method === 'PATCH' ? 'Patch' : method === 'DELETE' ? 'Delete' : 'Update'}Options`, 'meta.k8s.io', '', [
      {reason: 'FieldValueNotSupported', message: `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`, field: 'dryRun'},
    ])
  }
  const validation = parameters.get('fieldValidation') ?? ''
  if (!['', 'Strict', 'Warn', 'Ignore'].includes(validation)) {
    throw badRequest(`fieldValidation: Unsupported value: ${JSON.stringify(validation)}: supported values: "Ignore", "Strict", "Warn"`)
  }
  const timeout = parameters.get('timeoutSeconds')
  return {
    watch: booleanOf(parameters, 'watch') ?? false,
    labelSelector: parameters.get('labelSelector') ?? '',
    fieldSelector: parameters.get('fieldSelector') ?? '',
    resourceVersion: parameters.get('resourceVersion') ?? '',
    resourceVersionMatch: parameters.get('resourceVersionMatch') ?? '',
    allowWatchBookmarks: booleanOf(parameters, 'allowWatchBookmarks') ?? false,
    sendInitialEvents: booleanOf(parameters, 'sendInitialEvents'),
    timeoutSeconds: timeout === null ? undefined : Number(timeout),
    dryRun: dryRun.length > 0,
    fieldManager: parameters.get('fieldManager') ?? '',
    fieldValidation: validation === '' ? 'Warn' : (validation as Query['fieldValidation']),
    force: booleanOf(parameters, 'force'),
    includeObject: parameters.get('includeObject') ?? '',
    parameters,
  }
}

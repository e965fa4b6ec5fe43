import type {ErrorObject} from 'ajv'
import type {Values} from '../../../helm/helm.ts'
import {UsageError} from '../../../errors.ts'

/**
 * Checks values against the values.schema.json of a chart, as helm does when it renders the chart. Throws UsageError that names each wrong value.
 * @param schema The text of values.schema.json.
 */
export async function checkValues(values: Values, schema: string): Promise<void> {
  const {Ajv} = await import('ajv')
  // The schema itself is not checked, because it is that of vkctl's own chart.
  const validate = new Ajv({strict: false, allErrors: true, unicodeRegExp: true, meta: false, validateSchema: false}).compile(
    JSON.parse(schema) as object,
  )
  if (validate(withoutNull(values))) return
  const [first, ...more] = new Set((validate.errors ?? []).map(inWords))
  throw new UsageError(`The chart does not accept the values: ${first}.`, {
    hints: [
      ...more.map(text => `Also: ${text}.`),
      'Correct --set-values or --set. Values of earlier installs are kept until you pass --set-values again, or --reset set-values.',
    ],
  })
}

function inWords({instancePath, params, message = 'is wrong'}: ErrorObject): string {
  const path = instancePath.split('/').slice(1)
  const unknown = (params as {readonly additionalProperty?: string}).additionalProperty
  if (unknown !== undefined) return `the chart has no value ${[...path, unknown].join('.')}`
  return `${path.join('.')} ${message}`
}

/** For Helm, null means "not set". */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNull(inner)] as const])))
}

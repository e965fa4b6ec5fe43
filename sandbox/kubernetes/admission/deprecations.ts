import type {Request} from '../context.ts'
import {fieldsOf, isFields, type KubeObject} from '../object.ts'

// Labels of nodes that have newer names.
const renamed: Readonly<Record<string, readonly [since: string, now: string]>> = {
  'beta.kubernetes.io/os': ['v1.14', 'kubernetes.io/os'],
  'beta.kubernetes.io/arch': ['v1.14', 'kubernetes.io/arch'],
  'beta.kubernetes.io/instance-type': ['v1.17', 'node.kubernetes.io/instance-type'],
  'failure-domain.beta.kubernetes.io/region': ['v1.17', 'topology.kubernetes.io/region'],
  'failure-domain.beta.kubernetes.io/zone': ['v1.17', 'topology.kubernetes.io/zone'],
}

/** Warns about node selectors with deprecated labels. */
export function warnOfDeprecations(request: Request, object: KubeObject): void {
  const spec = fieldsOf(object, 'spec')
  const template = spec.template
  const at = isFields(template) ? 'spec.template.spec' : 'spec'
  const selector = fieldsOf(isFields(template) ? fieldsOf(template, 'spec') : spec, 'nodeSelector')
  for (const [label, [since, now]] of Object.entries(renamed)) {
    if (selector[label] !== undefined)
      request.warnings.push(`${at}.nodeSelector[${label}]: deprecated since ${since}; use ${JSON.stringify(now)} instead`)
  }
}

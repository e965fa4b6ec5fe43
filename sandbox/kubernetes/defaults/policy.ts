import {ensureFields, listOf, type KubeObject} from '../object.ts'

export function setPolicyDefaults(object: KubeObject): void {
  ensureFields(object, 'spec')
}

/** Ingress always, and Egress where there are rules for it. */
export function setNetworkPolicyDefaults(object: KubeObject): void {
  const spec = ensureFields(object, 'spec')
  spec.policyTypes ??= listOf(spec, 'egress').length === 0 ? ['Ingress'] : ['Ingress', 'Egress']
  for (const rule of [...listOf(spec, 'ingress'), ...listOf(spec, 'egress')])
    for (const port of listOf(rule, 'ports')) port.protocol ??= 'TCP'
}

import {manifestRule, type Flaw} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'
import {kindOf} from '../../manifest/volumes.ts'
import type {Workload} from '../../manifest/workload.ts'

/** Known before the container group exists (virtual-kubelet v1.11, internal/podutils/env.go). */
const resolved = /^(metadata\.|spec\.(nodeName|serviceAccountName)$)/

export const downwardApi = manifestRule({
  id: 'downward-api',
  title: 'Its containers ask for nothing that only a node could tell',
  page: {
    symptom: 'A pod is not created because of an unsupported fieldPath, or a variable or file with its resources or address is missing.',
    cause:
      'The downward API is the work of a kubelet. Virtual Kubelet fills in metadata, spec.nodeName and spec.serviceAccountName as variables, but no addresses, no resources and no volumes.',
    fix: 'Write such values into the manifest, or let the program find its address itself.',
  },
  well: 'Nothing',
  find: ({workload}) => [...variables(workload), ...volumes(workload)],
})

function variables({pod, lineOf}: Workload): readonly Flaw[] {
  return allContainers(pod).flatMap(({container: {env = []}, label}) =>
    env.flatMap(variable => {
      const {fieldRef, resourceFieldRef} = variable.valueFrom ?? {}
      const path = fieldRef?.fieldPath ?? ''
      if (resourceFieldRef === undefined && (fieldRef === undefined || resolved.test(path))) return []
      const from = resourceFieldRef === undefined ? path : `resourceFieldRef ${resourceFieldRef.resource ?? ''}`
      const message = `${label} takes ${variable.name ?? 'a variable'} from ${from}, which nobody fills in on a virtual node.`
      return [{message, line: lineOf(variable.valueFrom), remedy: 'Write the value itself instead of fieldRef or resourceFieldRef.'}]
    }),
  )
}

function volumes({pod, lineOf}: Workload): readonly Flaw[] {
  return (pod.volumes ?? []).flatMap(volume => {
    const {name = '', projected} = volume
    const remedy = 'Do without downwardAPI volumes; metadata can be had by fieldRef in env.'
    if (kindOf(volume) === 'downwardAPI') {
      return [{message: `Volume ${name} is a downwardAPI volume, which ACI does not have.`, line: lineOf(volume, 'downwardAPI'), remedy}]
    }
    return (projected?.sources ?? [])
      .filter(({downwardAPI}) => downwardAPI !== undefined)
      .map(source => ({message: `Volume ${name} projects the downward API, which leaves no file.`, line: lineOf(source), remedy}))
  })
}

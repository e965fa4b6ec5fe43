import {manifestRule} from '../../manifest/manifest-rule.ts'
import {osOf} from '../../manifest/placement.ts'

/** https://learn.microsoft.com/azure/container-instances/container-instances-quotas */
const most = 60

export const groupContainers = manifestRule({
  id: 'group-containers',
  title: 'Its pods have no more containers than a container group may have',
  page: {
    symptom: 'Pods are ProviderFailed because a container group has too many containers.',
    cause: 'A container group takes 60 containers at most, and one for Windows a single one.',
    fix: 'Spread the containers over several pods.',
  },
  well: 'Few enough',
  find({workload}) {
    const {pod, lineOf} = workload
    const {containers = [], initContainers = []} = pod
    const count = containers.length + initContainers.length
    const allowed = osOf(workload) === 'windows' ? 1 : most
    if (count <= allowed) return []
    const message = `Its pods have ${count} containers${initContainers.length > 0 ? ', init containers among them' : ''}; ACI takes ${allowed === 1 ? 'a single one for Windows' : allowed}.`
    return [{message, line: lineOf(pod, 'containers'), remedy: 'Spread them over several pods.'}]
  },
})

import {manifestRule} from '../../manifest/manifest-rule.ts'
import {appContainers} from '../../manifest/pod-spec.ts'

export const noGpu = manifestRule({
  id: 'no-gpu',
  title: 'Its pods ask for no GPU',
  page: {
    symptom: 'Pods are ProviderFailed because ACI has no GPU in the region.',
    cause: 'ACI gave up container groups with a GPU on 14 July 2025.',
    fix: 'Run such pods on a node pool with GPUs.',
  },
  well: 'None',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container: {resources: {limits = {}, requests = {}} = {}}, label}) => {
      const holder = [limits, requests].find(map => Object.keys(map).some(isGpu))
      const key = Object.keys(holder ?? {}).find(isGpu)
      if (holder === undefined || key === undefined) return []
      return [
        {
          message: `${label} asks for ${key}; ACI has no GPUs any more.`,
          line: lineOf(holder, key),
          remedy: 'Run it on a node pool with GPUs.',
        },
      ]
    })
  },
})

const isGpu = (resource: string): boolean => resource.endsWith('/gpu')

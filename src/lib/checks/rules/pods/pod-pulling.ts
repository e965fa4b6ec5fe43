import {connectorRule} from '../../connector-values.ts'
import {isRefused} from '../../pod-errors.ts'
import {podList} from '../../pod-list.ts'
import {isDaemonPod, placedAt} from '../../pod-state.ts'

const minuteMs = 60_000
const soon = 5
const usual = 20

export const podPulling = connectorRule({
  id: 'pod-pulling',
  category: 'pods',
  title: 'Windows pods start in good time',
  page: {
    symptom: 'A Windows pod is Pending on the virtual node for many minutes, and nothing is said of why.',
    cause:
      'ACI pulls the image, 4 to 5 GB for Windows Server Core, which takes 10 to 15 minutes; until then the provider tells nothing of the pod.',
    fix: 'Wait up to 20 minutes, and give programs that wait for the pod as much. az container show tells what happens meanwhile. Nano Server images are much smaller.',
  },
  needs: ['podsOnNode'],
  check({osType, now, aciResourceGroup}, {podsOnNode}) {
    if (osType !== 'Windows') return {verdict: 'skipped', message: 'Only Windows images are that large'}
    const waiting = podsOnNode.flatMap(pod => {
      const minutes = (now.getTime() - placedAt(pod)) / minuteMs
      const isPulling =
        pod.status?.phase === 'Pending' && pod.metadata.deletionTimestamp === undefined && !isRefused(pod) && !isDaemonPod(pod)
      return isPulling && minutes > soon ? [{pod, minutes}] : []
    })
    const [first] = waiting
    if (first === undefined) return {verdict: 'ok', message: 'None is Pending for long'}
    const longest = Math.floor(Math.max(...waiting.map(({minutes}) => minutes)))
    const {name, namespace = 'default'} = first.pod.metadata
    return {
      verdict: longest > usual ? 'problem' : 'warning',
      message: `${podList(waiting.map(({pod}) => pod))}: Pending for up to ${longest} min; ${usual} are usual while a Windows image is pulled.`,
      remedy: `az container show --resource-group ${aciResourceGroup} --name ${namespace}-${name} --query containers[].instanceView.events`,
    }
  },
})

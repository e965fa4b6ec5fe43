import type {ContainerGroup} from '../../../azure/azure.ts'
import {connectorRule} from '../../connector-values.ts'
import {someOf} from '../../some-of.ts'

const describe = ({name, ip, ports}: ContainerGroup): string => `${name} (${ip ?? 'no address yet'}, port ${ports.join(', ')})`

export const groupsPublic = connectorRule({
  id: 'groups-public',
  category: 'azure',
  title: 'No container group of its node is open to the internet',
  page: {
    symptom: 'A pod on the virtual node answers to the whole internet.',
    cause: 'A pod of a connector without a subnet gets a public address, open on every containerPort that it names.',
    fix: 'Leave the containerPorts out of pods that nobody has to reach, or put the connector on a subnet.',
  },
  needs: ['groups'],
  check({nodeName}, {groups}) {
    const open = groups.filter(({isPublic, ports}) => isPublic && ports.length > 0)
    if (open.length === 0) return {verdict: 'ok', message: `None of the ${groups.length} of ${nodeName}`}
    return {
      verdict: 'warning',
      message: `Open to the internet: ${someOf(open.map(describe))}.`,
      remedy: 'Leave out the containerPorts that nobody has to reach, or put the connector on a subnet.',
    }
  },
})

import {fieldsOf, listOf, numberOf, scalarText, textOf, type Fields, type KubeObject} from '../object.ts'
import {age} from './age.ts'
import {ageColumn, nameColumn, none, unknown, type Column} from './column.ts'
import {containersText, selectorText} from './selector-text.ts'

function jobState({metadata, status}: KubeObject): string {
  const holds = (type: string): boolean =>
    listOf(status, 'conditions').some(condition => condition.type === type && condition.status === 'True')
  const ended = ['Complete', 'Failed'].find(holds)
  if (ended !== undefined) return ended
  if (metadata.deletionTimestamp !== undefined) return 'Terminating'
  return holds('Suspended') ? 'Suspended' : 'Running'
}

const jobSpec = (spec: unknown): Fields => fieldsOf(fieldsOf(spec, 'jobTemplate'), 'spec')

function completions({spec, status}: KubeObject): string {
  const done = numberOf(status, 'succeeded') ?? 0
  const wanted = numberOf(spec, 'completions')
  if (wanted !== undefined) return `${done}/${wanted}`
  const parallelism = numberOf(spec, 'parallelism') ?? 0
  return parallelism > 1 ? `${done}/1 of ${parallelism}` : `${done}/1`
}

function reference({spec}: KubeObject): string {
  const {kind, name} = fieldsOf(spec, 'scaleTargetRef')
  return `${scalarText(kind)}/${scalarText(name)}`
}

function targets({spec}: KubeObject): string {
  const texts = listOf(spec, 'metrics').map(metric => {
    const resource = fieldsOf(metric, 'resource')
    const {averageUtilization, averageValue} = fieldsOf(resource, 'target')
    const target = averageUtilization === undefined ? scalarText(averageValue, unknown) : `${scalarText(averageUtilization)}%`
    return `${textOf(resource, 'name')}: ${unknown}/${target}`
  })
  return texts.join(', ') || none
}

const hosts = ({spec}: KubeObject): string =>
  listOf(spec, 'rules')
    .map(rule => textOf(rule, 'host') || '*')
    .join(',') || '*'

export const batchColumns: Readonly<Record<string, readonly Column[]>> = {
  Job: [
    nameColumn,
    {name: 'Status', cell: jobState},
    {name: 'Completions', cell: completions},
    {name: 'Duration', cell: ({status}) => (textOf(status, 'startTime') === '' ? '' : age(textOf(status, 'startTime')))},
    ageColumn,
    {name: 'Containers', wide: true, cell: ({spec}) => containersText(spec, 'name')},
    {name: 'Images', wide: true, cell: ({spec}) => containersText(spec, 'image')},
    {name: 'Selector', wide: true, cell: ({spec}) => selectorText(fieldsOf(spec, 'selector'))},
  ],
  CronJob: [
    nameColumn,
    {name: 'Schedule', cell: ({spec}) => textOf(spec, 'schedule')},
    {name: 'Timezone', cell: ({spec}) => textOf(spec, 'timeZone') || none},
    {name: 'Suspend', cell: ({spec}) => (fieldsOf({spec}, 'spec').suspend === true ? 'True' : 'False')},
    {name: 'Active', type: 'integer', cell: ({status}) => listOf(status, 'active').length},
    {
      name: 'Last Schedule',
      cell: ({status}) => (textOf(status, 'lastScheduleTime') === '' ? none : age(textOf(status, 'lastScheduleTime'))),
    },
    ageColumn,
    {name: 'Containers', wide: true, cell: ({spec}) => containersText(jobSpec(spec), 'name')},
    {name: 'Images', wide: true, cell: ({spec}) => containersText(jobSpec(spec), 'image')},
    {name: 'Selector', wide: true, cell: ({spec}) => selectorText(fieldsOf(jobSpec(spec), 'selector'))},
  ],
  HorizontalPodAutoscaler: [
    nameColumn,
    {name: 'Reference', cell: reference},
    {name: 'Targets', cell: targets},
    {name: 'MinPods', cell: ({spec}) => scalarText(fieldsOf({spec}, 'spec').minReplicas, '<unset>')},
    {name: 'MaxPods', type: 'integer', cell: ({spec}) => numberOf(spec, 'maxReplicas') ?? 0},
    {name: 'Replicas', type: 'integer', cell: ({status}) => numberOf(status, 'currentReplicas') ?? 0},
    ageColumn,
  ],
  Ingress: [
    nameColumn,
    {name: 'Class', cell: ({spec}) => textOf(spec, 'ingressClassName') || none},
    {name: 'Hosts', cell: hosts},
    {name: 'Address', cell: () => ''},
    {name: 'Ports', cell: ({spec}) => (listOf(spec, 'tls').length === 0 ? '80' : '80, 443')},
    ageColumn,
  ],
  PriorityClass: [
    nameColumn,
    {name: 'Value', type: 'integer', cell: object => numberOf(object, 'value') ?? 0},
    {name: 'Global-Default', type: 'boolean', cell: ({globalDefault}) => globalDefault === true},
    ageColumn,
    {name: 'PreemptionPolicy', cell: object => textOf(object, 'preemptionPolicy')},
  ],
}

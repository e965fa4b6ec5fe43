import {fieldsOf, numberOf, textOf, type KubeObject} from '../object.ts'
import {age, duration} from './age.ts'
import {ageColumn, nameColumn, none, type Column} from './column.ts'
import {containersText, labelsText, selectorText} from './selector-text.ts'

const containers: Column = {name: 'Containers', wide: true, cell: ({spec}) => containersText(spec, 'name')}
const images: Column = {name: 'Images', wide: true, cell: ({spec}) => containersText(spec, 'image')}
const selector: Column = {name: 'Selector', wide: true, cell: ({spec}) => selectorText(fieldsOf(spec, 'selector'))}

function integer(name: string, part: 'spec' | 'status', field: string): Column {
  return {name, type: 'integer', cell: object => numberOf(object[part], field) ?? 0}
}

function readyOf({spec, status}: KubeObject): string {
  return `${numberOf(status, 'readyReplicas') ?? 0}/${numberOf(spec, 'replicas') ?? 0}`
}

const replicas: readonly Column[] = [
  nameColumn,
  integer('Desired', 'spec', 'replicas'),
  integer('Current', 'status', 'replicas'),
  integer('Ready', 'status', 'readyReplicas'),
  ageColumn,
  containers,
  images,
]

function jobStatus({status, metadata}: KubeObject): string {
  const conditions = (fieldsOf({status}, 'status').conditions as {type: string; status: string}[] | undefined) ?? []
  for (const [type, text] of [
    ['Complete', 'Complete'],
    ['Failed', 'Failed'],
    ['Suspended', 'Suspended'],
  ] as const) {
    if (conditions.some(condition => condition.type === type && condition.status === 'True')) return text
  }
  return metadata.deletionTimestamp === undefined ? 'Running' : 'Terminating'
}

function jobDuration({status}: KubeObject): string {
  const started = textOf(status, 'startTime')
  if (started === '') return ''
  const ended = textOf(status, 'completionTime')
  return duration(((ended === '' ? Date.now() : Date.parse(ended)) - Date.parse(started)) / 1000)
}

export const workloadColumns: Readonly<Record<string, readonly Column[]>> = {
  Deployment: [
    nameColumn,
    {name: 'Ready', cell: readyOf},
    {name: 'Up-to-date', cell: ({status}) => numberOf(status, 'updatedReplicas') ?? 0},
    {name: 'Available', cell: ({status}) => numberOf(status, 'availableReplicas') ?? 0},
    ageColumn,
    containers,
    images,
    selector,
  ],
  ReplicaSet: [...replicas, selector],
  ReplicationController: [...replicas, {name: 'Selector', wide: true, cell: ({spec}) => labelsText(fieldsOf(spec, 'selector'))}],
  DaemonSet: [
    nameColumn,
    integer('Desired', 'status', 'desiredNumberScheduled'),
    integer('Current', 'status', 'currentNumberScheduled'),
    integer('Ready', 'status', 'numberReady'),
    integer('Up-to-date', 'status', 'updatedNumberScheduled'),
    integer('Available', 'status', 'numberAvailable'),
    {name: 'Node Selector', cell: ({spec}) => labelsText(fieldsOf(fieldsOf(fieldsOf(spec, 'template'), 'spec'), 'nodeSelector'))},
    ageColumn,
    containers,
    images,
    selector,
  ],
  StatefulSet: [nameColumn, {name: 'Ready', cell: readyOf}, ageColumn, containers, images],
  Job: [
    nameColumn,
    {name: 'Status', cell: jobStatus},
    {name: 'Completions', cell: ({spec, status}) => `${numberOf(status, 'succeeded') ?? 0}/${numberOf(spec, 'completions') ?? 1}`},
    {name: 'Duration', cell: jobDuration},
    ageColumn,
    containers,
    images,
    selector,
  ],
  CronJob: [
    nameColumn,
    {name: 'Schedule', cell: ({spec}) => textOf(spec, 'schedule')},
    {name: 'Timezone', cell: ({spec}) => textOf(spec, 'timeZone') || none},
    {name: 'Suspend', type: 'boolean', cell: ({spec}) => (fieldsOf({spec}, 'spec').suspend === true ? 'True' : 'False')},
    {name: 'Active', type: 'integer', cell: ({status}) => ((fieldsOf({status}, 'status').active as unknown[] | undefined) ?? []).length},
    {
      name: 'Last Schedule',
      cell: ({status}) => (textOf(status, 'lastScheduleTime') === '' ? none : age(textOf(status, 'lastScheduleTime'))),
    },
    ageColumn,
  ],
}

import {fieldsOf, numberOf, type KubeObject} from '../object.ts'
import {ageColumn, nameColumn, type Column} from './column.ts'
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
  ReplicationController: [...replicas, selector],
  StatefulSet: [nameColumn, {name: 'Ready', cell: readyOf}, ageColumn, containers, images],
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
}

import {listOf, textOf} from '../object.ts'
import {age} from './age.ts'
import {ageColumn, nameColumn, none, type Column} from './column.ts'
import {summarize} from './pod-status.ts'

export const podColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Ready',
    cell: pod => {
      const {ready, total} = summarize(pod)
      return `${ready}/${total}`
    },
  },
  {name: 'Status', cell: pod => summarize(pod).status},
  {
    name: 'Restarts',
    cell: pod => {
      const {restarts, lastRestart} = summarize(pod)
      return restarts === 0 || lastRestart === undefined ? String(restarts) : `${restarts} (${age(lastRestart)} ago)`
    },
  },
  ageColumn,
  {name: 'IP', wide: true, cell: pod => textOf(listOf(pod.status, 'podIPs')[0], 'ip') || textOf(pod.status, 'podIP') || none},
  {name: 'Node', wide: true, cell: pod => textOf(pod.spec, 'nodeName') || none},
  {name: 'Nominated Node', wide: true, cell: pod => textOf(pod.status, 'nominatedNodeName') || none},
  {
    name: 'Readiness Gates',
    wide: true,
    cell: pod => {
      const gates = listOf(pod.spec, 'readinessGates').map(gate => textOf(gate, 'conditionType'))
      if (gates.length === 0) return none
      const conditions = listOf(pod.status, 'conditions')
      const met = gates.filter(gate => conditions.some(condition => condition.type === gate && condition.status === 'True'))
      return `${met.length}/${gates.length}`
    },
  },
]

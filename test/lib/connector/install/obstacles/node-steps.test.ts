import {kubectl, type PrintedCommand} from '../../../../../src/lib/printed-commands/printed-command.ts'
import {describe, expect, it} from '@jest/globals'
import {commandsAgainst, nodeSteps, obstacleInWords, obstaclesOf} from '../../../../../src/lib/connector/install/obstacles/node-steps.ts'
import type {NodeObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment, node} from '../../../checks/objects.ts'
import {record, wanted} from '../wanted.ts'

const taints = node().spec?.taints ?? []
const foreign = {key: 'team', value: 'a', effect: 'NoSchedule'}
const {nodeName} = record()

/** The wanted connector with a node, and with its Deployment unless `chartObjects` says otherwise. */
function withNode(found: NodeObject | undefined, chartObjects = [deployment()]) {
  const one = wanted()
  return {...one, existing: {...one.existing, node: found, chartObjects}}
}

function byVkctl(found: NodeObject): NodeObject {
  return {...found, metadata: {...found.metadata, managedFields: [{manager: 'vkctl', fieldsV1: {'f:spec': {'f:unschedulable': {}}}}]}}
}

describe('the node of a connector', () => {
  it.each<[string, NodeObject | undefined]>([
    ['that is well', node()],
    ['that is not registered yet', undefined],
  ])('%s needs no step', (_, found) => {
    expect(nodeSteps(withNode(found), true)).toEqual([])
    expect(obstaclesOf([withNode(found)])).toEqual([])
  })

  it('gets back its labels and its taint', () => {
    const bare = node({labels: {...node().metadata.labels, type: 'x'}, spec: {}})
    const taint = 'virtual-kubelet.io/provider=azure:NoSchedule'
    expect(nodeSteps(withNode(bare), false)).toEqual([{do: 'mend-node', nodeName, labels: ['type=virtual-kubelet'], taints: [taint]}])
  })

  it('keeps what it has when nobody knows what its connector asked for', () => {
    const own = {key: 'mine', effect: 'NoSchedule'}
    const unknown = withNode(node({labels: {}, spec: {taints: [own]}}), [])
    expect(nodeSteps(unknown, true)).toEqual([])
    expect(obstaclesOf([unknown])).toEqual([])
  })

  it('gets no taint if its connector sets none', () => {
    const {spec, ...rest} = deployment()
    const untainted = {...rest, spec: {...spec, template: {spec: {containers: [{args: ['--disable-taint']}]}}}}
    expect(nodeSteps(withNode(node({spec: {}}), [untainted]), false)).toEqual([])
  })

  it('loses the cordon and the taint of somebody else only with consent', () => {
    const kept = withNode(node({spec: {unschedulable: true, taints: [...taints, foreign]}}))
    expect(nodeSteps(kept, false)).toEqual([])
    expect(nodeSteps(kept, true)).toEqual([
      {do: 'mend-node', nodeName, labels: [], taints: ['team=a:NoSchedule-']},
      {do: 'uncordon', nodeName, by: 'somebody'},
    ])
  })

  it('loses the cordon of vkctl without consent', () => {
    const kept = withNode(byVkctl(node({spec: {unschedulable: true, taints}})))
    expect(nodeSteps(kept, false)).toEqual([{do: 'uncordon', nodeName, by: 'vkctl'}])
    expect(obstaclesOf([kept])).toEqual([])
  })
})

describe('an obstacle', () => {
  it.each<[string, NodeObject['spec'], string, readonly PrintedCommand[]]>([
    [
      'of both kinds',
      {unschedulable: true, taints: [...taints, foreign]},
      `Somebody cordoned and set the taint team=a:NoSchedule on the node ${nodeName}. New pods are not placed on it.`,
      [kubectl`uncordon ${nodeName}`, kubectl`taint node ${nodeName} team=a:NoSchedule-`],
    ],
    [
      'that is a cordon',
      {unschedulable: true, taints},
      `Somebody cordoned the node ${nodeName}. New pods are not placed on it.`,
      [kubectl`uncordon ${nodeName}`],
    ],
  ])('%s is told with the commands that remove it', (_, spec, words, commands) => {
    const found = obstaclesOf([withNode(node({spec}))])
    expect(found.map(obstacleInWords)).toEqual([words])
    expect(found.flatMap(commandsAgainst)).toEqual(commands)
  })
})

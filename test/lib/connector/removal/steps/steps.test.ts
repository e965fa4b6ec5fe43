import {describe, expect, it} from '@jest/globals'
import {describe as inWords, type Step} from '../../../../../src/lib/connector/removal/steps/steps.ts'
import {remainingMs} from '../../../../../src/lib/connector/session/step.ts'
import {hostAt, pod} from '../target.ts'

const release = {release: 'r', namespace: 'vk'}
const wait = {nodeName: 'n', aciResourceGroup: 'g', podUids: [], connectorRuns: true, except: []}

describe('a step of a removal in words', () => {
  it.each<[Step, string]>([
    [{do: 'cordon-node', nodeName: 'n'}, 'Cordon the node n'],
    [{do: 'delete-pods', nodeName: 'n', pods: [pod('web')]}, 'Delete the pods on n'],
    [{do: 'drain-node', nodeName: 'n'}, 'Drain the node n'],
    [{do: 'wait-for-container-groups', ...wait}, 'Wait until the container groups of n are gone'],
    [{do: 'uninstall-release', ...release}, "Undeploying the 'r' using Helm"],
    [{do: 'wait-until-stopped', nodeName: 'n', namespace: 'vk'}, 'Wait until the connector of n has stopped'],
    [{do: 'delete-node', nodeName: 'n'}, 'Delete the node n and its lease'],
    [{do: 'delete-secret', name: 'r', namespace: 'vk'}, 'Delete the Secret r'],
    [{do: 'delete-role-assignment', id: '/a'}, 'Delete the role assignment /a'],
    [{do: 'delete-records', namespace: 'vk', releases: ['r', 's']}, 'Delete the record of r, s'],
    [{do: 'delete-namespace', namespace: 'vk'}, 'Delete the namespace vk'],
  ])('%#', (step, words) => {
    expect(inWords(step)).toBe(words)
  })
})

describe('the time for one call', () => {
  it('is what is left, and at least a second', () => {
    const noon = new Date('2026-11-29T12:00:00Z')
    const {host} = hostAt(noon)
    expect(remainingMs({host, deadline: new Date(noon.getTime() + 5000)})).toBe(5000)
    expect(remainingMs({host, deadline: noon})).toBe(1000)
  })
})

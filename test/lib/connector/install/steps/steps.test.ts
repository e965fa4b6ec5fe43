import {describe, expect, it} from '@jest/globals'
import {connectorRole} from '../../../../../src/lib/checks/facts/permissions.ts'
import {describe as inWords, type Step} from '../../../../../src/lib/connector/install/steps/steps.ts'
import {record} from '../wanted.ts'

const namespace = {kind: 'Namespace', metadata: {name: 'virtual-kubelet'}}
const secret = {kind: 'Secret', metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'}}
const release = {release: 'vk-linux-eastus', namespace: 'virtual-kubelet'}

describe('a step in words', () => {
  it.each<[Step, string]>([
    [
      {do: 'assign-role', scope: '/g', role: connectorRole, principalId: 'p', description: 'd'},
      `Assign the role '${connectorRole.name}' to p at /g`,
    ],
    [{do: 'create-namespace', namespace}, 'Create the namespace virtual-kubelet'],
    [{do: 'open-records', records: [{record: record(), version: '1'}]}, 'Apply Secret vk-linux-eastus-record'],
    [{do: 'apply', objects: [secret]}, 'Apply Secret vk-linux-eastus'],
    [
      {do: 'mend', ...release, status: 'pending-install', revision: 1},
      'Repair the release vk-linux-eastus, which an interrupted Helm left pending-install',
    ],
    [
      {do: 'upgrade', ...release, chart: '/c', chartSource: 'embedded', values: {key: 's3cret'}, fitsSchema: true, rendered: []},
      'Deploying the ACI connector vk-linux-eastus using Helm',
    ],
    [
      {do: 'upgrade', ...release, chart: '/tmp/c.tgz', chartSource: 'oci://x/c', values: {}, fitsSchema: false, rendered: []},
      'Deploying the ACI connector vk-linux-eastus using Helm and the chart from oci://x/c',
    ],
    [{do: 'restart', ...release, nodeName: 'n', why: 'its node is gone'}, 'Restart vk-linux-eastus: its node is gone'],
    [{do: 'record', record: record()}, 'Write the record of vk-linux-eastus'],
    [
      {do: 'leave-place', ...release, nodeName: 'n', from: record(), to: {...record(), aciResourceGroup: 'other'}, pods: ['a/b']},
      'Move vk-linux-eastus: ACI resource group changes from MC_g to other. Its pods start again in other, and then stop in MC_g: a/b. When vk-linux-eastus works there, vkctl deletes its container groups in MC_g and the role assignments that it created for the earlier place.',
    ],
    [
      {do: 'leave-place', ...release, nodeName: 'n', from: record(), to: {...record(), subnetId: '/s'}, pods: ['a/b']},
      'Move vk-linux-eastus: subnet changes from none to /s. Its pods keep running unchanged until they are deleted: a/b. When vk-linux-eastus works there, vkctl deletes the role assignments that it created for the earlier place.',
    ],
  ])('%#', (step, words) => {
    expect(inWords(step)).toBe(words)
  })
})

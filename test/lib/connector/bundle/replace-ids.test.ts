import {describe, expect, it} from '@jest/globals'
import {isAbsolute} from 'node:path'
import {addressReplacer} from '../../../../src/lib/connector/bundle/replace-addresses.ts'
import {replaceIds} from '../../../../src/lib/connector/bundle/replace-ids.ts'
import {cluster} from '../../checks/well.ts'
import {anInspection} from './an-inspection.ts'

const subscription = '1f0a2b3c-4d5e-6f70-8192-a3b4c5d6e7f8'
const id = `/subscriptions/${subscription}/resourceGroups/contoso-prod/providers/Microsoft.ContainerService/managedClusters/contoso`
const contoso = {
  ...cluster,
  id,
  name: 'contoso',
  resourceGroup: 'contoso-prod',
  nodeResourceGroup: 'MC_contoso-prod_contoso_eastus',
  fqdn: 'contoso-dns-1a2b3c.hcp.eastus.azmk8s.io',
}
const log = [
  `Error: ${id.toUpperCase()}/x was not found by jane.doe@contoso.com`,
  'pull contosoregistry.azurecr.io/app:1 from 20.30.40.50 on aks-pool1-12345678-vmss00000b',
  `GET https://example.com/?scope=%2Fsubscriptions%2F${subscription}%2FresourceGroups%2Fcontoso-prod`,
  String.raw`msg="for workspace_${subscription}_x:\ncontoso-prod"`,
  'see 169.254.169.254 and mcr.microsoft.com/oss/virtual-kubelet:1.6.4',
].join('\n')

const nodes = [
  {
    kind: 'Node',
    metadata: {
      name: 'aksfabrika000001',
      labels: {agentpool: 'fabrika', 'kubernetes.io/os': 'windows', 'kubernetes.io/hostname': 'aksfabrika000001'},
    },
  },
]

describe('a bundle with placeholders', () => {
  it('has the same placeholder for a name everywhere, and no name of its own', () => {
    const about = {
      aciResourceGroup: 'MC_contoso-prod_contoso_eastus',
      clusterOptions: ['--resource-group', 'contoso-prod', '--name', 'contoso'],
    }
    const {inspection, kept} = replaceIds(anInspection({name: 'contoso', facts: {cluster: contoso, log, nodes}, subject: about}))
    const [connector] = inspection.connectors
    expect(kept).toEqual([])
    expect(JSON.stringify(inspection)).not.toMatch(/contoso|1f0a2b3c|fabrika|20\.30\.40\.50|jane|12345678-vmss00000b/i)
    const {cluster: replaced} = inspection.cluster.facts
    if (replaced?.known !== true) throw new Error('The cluster is not known.')
    const {name, resourceGroup, nodeResourceGroup} = replaced.value
    expect(connector?.subject).toMatchObject({
      aciResourceGroup: nodeResourceGroup,
      clusterOptions: ['--resource-group', resourceGroup, '--name', name],
    })
    expect(replaced.value.id.toLowerCase()).toContain(
      `/resourcegroups/${resourceGroup}/providers/microsoft.containerservice/managedclusters/${name}`,
    )
    expect(isAbsolute(replaced.value.id)).toBe(true)
    expect(connector?.facts.log).toMatchObject({
      value: expect.stringMatching(/169\.254\.169\.254 and mcr\.microsoft\.com\/oss\/virtual-kubelet:1\.6\.4$/),
    })
    expect(connector?.subject).toMatchObject({
      osType: 'Linux',
      location: 'eastus',
      nodeName: anInspection().connectors[0]?.subject.nodeName,
    })
  })

  it('prints commands for the same placeholders, and not for what only its user calls so', () => {
    const target = {
      resourceGroup: 'contoso-prod',
      clusterName: 'contoso',
      subscription: 'Contoso Production',
      kubeconfig: '/home/jane/.kube/contoso',
      context: 'contoso-admin',
    }
    const {inspection} = replaceIds({...anInspection({name: 'contoso', facts: {cluster: contoso}}), target})
    const {cluster: replaced} = inspection.cluster.facts
    const {name, resourceGroup} = replaced?.known === true ? replaced.value : {}
    expect(inspection.target).toEqual({
      resourceGroup,
      clusterName: name,
      subscription: 'SUBSCRIPTION',
      kubeconfig: 'KUBECONFIG',
      context: 'CONTEXT',
    })
  })

  it('keeps a name that checks look for, and says so', () => {
    const network = {...contoso, resourceGroup: 'Succeeded', name: 'contoso'}
    const {inspection} = replaceIds(anInspection({name: 'a word', facts: {cluster: network}}))
    expect(inspection.cluster.facts.cluster).toMatchObject({value: {provisioningState: 'Succeeded'}})
  })
})

describe('addresses', () => {
  it('have placeholders of their kind, and stay in their subnets', () => {
    const replace = addressReplacer()
    const bits = (text: string) =>
      text
        .split('/')[0]
        ?.split('.')
        .map(part => Number(part).toString(2).padStart(8, '0'))
        .join('') ?? ''
    for (let turn = 0; turn < 100; turn++) {
      const [range = '', one = '', other = ''] = replace(`10.${turn}.32.0/20 10.${turn}.40.7 10.${turn}.48.1`).split(' ')
      expect(range).toMatch(/^10\.\d+\.\d+\.0\/20$/)
      expect(bits(one).slice(0, 20)).toBe(bits(range).slice(0, 20))
      expect(bits(other).slice(0, 20)).not.toBe(bits(range).slice(0, 20))
      expect(replace(one)).not.toBe('')
    }
    expect(replace('192.168.4.5')).toMatch(/^192\.168\./)
    expect(replace('172.20.1.1')).toMatch(/^172\.(1[6-9]|2\d|3[01])\./)
    expect(replace('40.1.2.3')).toBe(replace('40.1.2.3'))
  })

  it('that belong to nobody stay, and so do versions', () => {
    const text = '0.0.0.0/0 127.0.0.1 169.254.169.254 168.63.129.16 v1.6.4 1.2.3.4.5 999.1.1.1'
    expect(addressReplacer()(text)).toBe(text)
  })
})

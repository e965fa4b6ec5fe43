import type {ContainerGroup} from '../../../../../src/lib/azure/azure.ts'
import {nodeName, pod} from '../../objects.ts'
import type {Cases} from '../case.ts'

const id = (name: string): string => `/subscriptions/s/resourceGroups/MC_g/providers/Microsoft.ContainerInstance/containerGroups/${name}`
export function group(name: string, traits: Partial<ContainerGroup> = {}): ContainerGroup {
  return {
    id: id(name),
    name: `default-${name}`,
    tags: {PodName: name, NodeName: nodeName, Namespace: 'default', UID: `uid-of-${name}`},
    provisioningState: 'Succeeded',
    osType: 'Linux',
    ip: undefined,
    isPublic: false,
    ports: [],
    cores: 1,
    memoryGb: 1.5,
    ...traits,
  }
}

const elsewhere = (name: string): ContainerGroup =>
  group(name, {tags: {PodName: name, NodeName: nodeName, Namespace: 'shop', UID: `uid-of-${name}`}})

const web = group('web', {ip: '20.1.2.3', isPublic: true, ports: [80, 443]})

export const containerGroupsCases: Cases = {
  'groups-orphaned': {
    fires: [
      {
        name: 'the pods are gone',
        facts: {containerGroups: [group('a'), group('b'), group('c')], podsOnNode: [pod({name: 'b'})]},
        verdict: 'warning',
        message: new RegExp(`container groups of ${nodeName} still run .*: default-a, default-c\\.$`),
        remedy: `az container delete --yes --ids ${id('a')} ${id('c')}`,
      },
      {
        name: 'many: the message names some, the command all',
        facts: {containerGroups: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => group(name))},
        verdict: 'warning',
        message: /default-a, default-b, default-c, default-d, default-e and 2 more\.$/,
        remedy: /containerGroups\/g$/,
      },
      {
        name: 'a pod of the same name, but another one',
        facts: {containerGroups: [group('a')], podsOnNode: [{metadata: {name: 'a', namespace: 'default', uid: 'younger'}}]},
        verdict: 'warning',
        message: /: default-a\.$/,
      },
    ],
    quiet: [
      {name: 'each has its pod', facts: {containerGroups: [group('a')], podsOnNode: [pod({name: 'a'})]}, message: /has its pod \(1\)$/},
      {name: 'those of a namespace that is not here', facts: {containerGroups: [elsewhere('a')]}, message: /has its pod/},
      {name: 'one that no provider made', facts: {containerGroups: [group('a', {tags: {NodeName: nodeName}})]}, message: /has its pod/},
    ],
  },
  'groups-left-behind': {
    fires: [
      {
        name: 'the connector is gone',
        facts: {groupsLeftBehind: [group('a'), group('b')]},
        message: new RegExp(`^These container groups in MC_g still run .* no connector for ${nodeName}: default-a, default-b\\.$`),
        remedy: 'vkctl orphans --delete --class node-gone --resource-group g --name c',
      },
    ],
    quiet: [{name: 'none', message: /^Every container group in MC_g has a connector$/}],
  },
  'groups-shared': {
    fires: [
      {
        name: 'groups of a namespace that is not here',
        facts: {containerGroups: [group('a'), elsewhere('b')]},
        message: /^The container groups default-b in MC_g .* no namespace shop\./,
        remedy: /--aci-resource-group.*--connector-name/,
      },
    ],
    quiet: [
      {name: 'all of a namespace that is here', facts: {containerGroups: [group('a')]}, message: /exist in this cluster$/},
      {
        name: 'one that no provider made',
        facts: {containerGroups: [group('a', {tags: {NodeName: nodeName}})]},
        message: /exist in this cluster$/,
      },
    ],
  },
  'groups-public': {
    fires: [
      {
        name: 'public ports',
        facts: {containerGroups: [group('a'), web]},
        verdict: 'warning',
        message: /^These container groups are open to the internet: default-web \(20\.1\.2\.3, port 80, 443\)\.$/,
      },
      {
        name: 'of Windows, before it has an address',
        facts: {containerGroups: [{...web, osType: 'Windows', ip: undefined}]},
        verdict: 'warning',
        message: /default-web \(no address yet, port 80, 443\)/,
      },
    ],
    quiet: [
      {name: 'ports on a subnet', facts: {containerGroups: [{...web, isPublic: false}]}, message: /^None of the 1 container groups of/},
      {name: 'an address without ports', facts: {containerGroups: [{...web, ports: []}]}, message: /^None/},
    ],
  },
}

import type {Fields} from '../object.ts'
import {groupVersion, type Resource} from '../resources/resource.ts'

/** `GET /api` */
export function apiVersions(address: string): Fields {
  return {kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [{clientCIDR: '0.0.0.0/0', serverAddress: address}]}
}

export function groupsOf(resources: readonly Resource[]): {readonly name: string; readonly versions: readonly string[]}[] {
  const groups = new Map<string, Set<string>>()
  for (const {group, version} of resources) groups.set(group, (groups.get(group) ?? new Set()).add(version))
  return [...groups].map(([name, versions]) => ({name, versions: [...versions]}))
}

function apiGroup({name, versions}: {readonly name: string; readonly versions: readonly string[]}): Fields {
  const all = versions.map(version => ({groupVersion: `${name}/${version}`, version}))
  return {name, versions: all, preferredVersion: all[0]}
}

/** `GET /apis` */
export function apiGroupList(resources: readonly Resource[]): Fields {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupsOf(resources)
      .filter(({name}) => name !== '')
      .map(apiGroup),
  }
}

/** `GET /api/v1`, `GET /apis/apps/v1`; undefined if there is no such version. */
export function apiResourceList(resources: readonly Resource[], group: string, version: string): Fields | undefined {
  const served = resources.filter(resource => resource.group === group && resource.version === version)
  const [first] = served
  if (first === undefined) return undefined
  const rows = served.flatMap(({name, singular, namespaced, kind, verbs, shortNames, categories, subresources}) => [
    {
      name,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...(shortNames.length === 0 ? {} : {shortNames}),
      ...(categories.length === 0 ? {} : {categories}),
    },
    ...subresources.map(subresource => ({
      name: `${name}/${subresource.name}`,
      singularName: '',
      namespaced,
      kind: subresource.kind,
      verbs: subresource.verbs,
      ...(subresource.group === undefined ? {} : {group: subresource.group, version: subresource.version}),
    })),
  ])
  return {kind: 'APIResourceList', ...(group === '' ? {} : {apiVersion: 'v1'}), groupVersion: groupVersion(first), resources: rows}
}

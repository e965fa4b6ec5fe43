import type {Fields} from '../object.ts'
import type {Resource} from '../resources/resource.ts'
import {groupsOf} from './legacy.ts'

export type DiscoveryVersion = 'v2' | 'v2beta1'

/** All groups and resources at once, as `apidiscovery.k8s.io` describes them: those of `/api`, or those of `/apis`. */
export function aggregatedDiscovery(resources: readonly Resource[], root: 'api' | 'apis', version: DiscoveryVersion): Fields {
  const groups = groupsOf(resources).filter(({name}) => (name === '') === (root === 'api'))
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({name, versions}) => ({
      metadata: name === '' ? {creationTimestamp: null} : {name, creationTimestamp: null},
      versions: versions.map(each => ({
        version: each,
        resources: resources.filter(resource => resource.group === name && resource.version === each).map(discoveryOf),
        freshness: 'Current',
      })),
    })),
  }
}

function discoveryOf({name, kind, namespaced, singular, verbs, shortNames, categories, subresources}: Resource): Fields {
  return {
    resource: name,
    responseKind: {group: '', version: '', kind},
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length === 0 ? {} : {shortNames}),
    ...(categories.length === 0 ? {} : {categories}),
    ...(subresources.length === 0
      ? {}
      : {
          subresources: subresources.map(subresource => ({
            subresource: subresource.name,
            responseKind: {group: subresource.group ?? '', version: subresource.version ?? '', kind: subresource.kind},
            verbs: subresource.verbs,
          })),
        }),
  }
}

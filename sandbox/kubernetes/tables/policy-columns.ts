import {fieldsOf, listOf, numberOf, scalarText, textOf, type KubeObject} from '../object.ts'
import {ageColumn, nameColumn, type Column} from './column.ts'

function limit({spec}: KubeObject, field: string): string {
  const value = fieldsOf({spec}, 'spec')[field]
  return scalarText(value, 'N/A')
}

function addresses(slice: KubeObject): string {
  const all = listOf(slice, 'endpoints').flatMap(endpoint => (endpoint.addresses as string[] | undefined) ?? [])
  if (all.length === 0) return '<unset>'
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',')
}

export const policyColumns: Readonly<Record<string, readonly Column[]>> = {
  Lease: [nameColumn, {name: 'Holder', cell: ({spec}) => textOf(spec, 'holderIdentity')}, ageColumn],
  PodDisruptionBudget: [
    nameColumn,
    {name: 'Min Available', cell: budget => limit(budget, 'minAvailable')},
    {name: 'Max Unavailable', cell: budget => limit(budget, 'maxUnavailable')},
    {name: 'Allowed Disruptions', type: 'integer', cell: ({status}) => numberOf(status, 'disruptionsAllowed') ?? 0},
    ageColumn,
  ],
  EndpointSlice: [
    nameColumn,
    {name: 'AddressType', cell: slice => textOf(slice, 'addressType')},
    {
      name: 'Ports',
      cell: slice =>
        listOf(slice, 'ports')
          .map(port => scalarText(port.port, '*'))
          .join(',') || '<unset>',
    },
    {name: 'Endpoints', cell: addresses},
    ageColumn,
  ],
  ControllerRevision: [
    nameColumn,
    {
      name: 'Controller',
      cell: ({metadata}) => {
        const owner = (metadata.ownerReferences ?? []).find(({controller}) => controller === true)
        if (owner === undefined) return '<none>'
        const [group = ''] = owner.apiVersion.includes('/') ? owner.apiVersion.split('/') : ['']
        return `${owner.kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${owner.name}`
      },
    },
    {name: 'Revision', cell: object => numberOf(object, 'revision') ?? 0},
    ageColumn,
  ],
}

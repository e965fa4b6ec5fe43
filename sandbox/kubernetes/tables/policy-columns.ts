import {fieldsOf, numberOf, scalarText, textOf, type KubeObject} from '../object.ts'
import {ageColumn, nameColumn, type Column} from './column.ts'

function limit({spec}: KubeObject, field: string): string {
  const value = fieldsOf({spec}, 'spec')[field]
  return scalarText(value, 'N/A')
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
}

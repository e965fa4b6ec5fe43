import {expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {aciResourceGroupOf} from '../../../../src/lib/connector/inventory/aci-resource-group.ts'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {DeploymentObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment} from '../../checks/objects.ts'
import {record} from '../install/wanted.ts'

const session = {cluster: {nodeResourceGroup: 'MC_default'}} as ClusterSession
const configured = (): DeploymentObject => ({
  ...deployment(),
  spec: {template: {spec: {containers: [{image: 'i', env: [{name: 'ACI_RESOURCE_GROUP', value: 'configured'}]}]}}},
})
const of = (one: Installed['record'], deployments: Installed['facts']['deployments']) =>
  aciResourceGroupOf({record: one, facts: {deployments} as Installed['facts']}, session)

it('the container groups of a connector are where its record says, else its configuration, else with the nodes', () => {
  expect(of({...record(), aciResourceGroup: 'noted'}, known([configured()]))).toBe('noted')
  expect(of(undefined, known([configured()]))).toBe('configured')
  expect(of(undefined, known([deployment()]))).toBe('MC_default')
  expect(of(undefined, known([]))).toBe('MC_default')
  expect(of(undefined, unknown('no route'))).toBe('MC_default')
})

import {Ajv2020} from 'ajv/dist/2020.js'

/** The version of the records that this vkctl writes. */
export const schemaVersion = 2

const name = {type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$'}
const guid = {type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'}
/** The characters that Azure allows in the name of a resource group. */
const resourceGroup = {type: 'string', pattern: '^[\\p{L}\\p{N}_().-]{0,89}[\\p{L}\\p{N}_()-]$'}
/** An ARM id of one type. No part of it may contain a slash or other characters that change the path. */
const armId = (type: string) => ({
  type: 'string',
  pattern: `^/subscriptions/[0-9a-fA-F-]{36}(/[^/\\s?#%]+)*/providers/${type}/[^/\\s?#%]+$`,
  maxLength: 2000,
})
const subnet = {
  type: 'string',
  pattern:
    '^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/\\s?#%]+/providers/Microsoft\\.Network/virtualNetworks/[^/\\s?#%]+/subnets/[^/\\s?#%]+$',
  maxLength: 2000,
}
const roleAssignment = armId('Microsoft\\.Authorization/roleAssignments')
const principal = {type: 'string', pattern: '^[\\w-]{1,64}$'}
const text = {type: 'string', maxLength: 2000}

const place = {
  subscriptionId: guid,
  aciResourceGroup: resourceGroup,
  subnetId: subnet,
  identity: {
    type: 'object',
    properties: {kind: {enum: ['kubelet', 'userAssigned', 'servicePrincipal']}, clientId: principal, objectId: principal},
    required: ['kind', 'clientId', 'objectId'],
  },
  roleAssignmentId: roleAssignment,
  networkRoleAssignmentId: roleAssignment,
}
const ofPlace = ['subscriptionId', 'aciResourceGroup', 'identity']

/** The schema of a record, as `schemas/record.schema.json` publishes it. */
export const recordSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Record of a connector',
  description: 'What vkctl keeps in the Secret <release>-record, beside the release of a connector. It never contains a secret.',
  type: 'object',
  properties: {
    schemaVersion: {const: schemaVersion},
    connectorName: name,
    osType: {enum: ['Linux', 'Windows']},
    location: {type: 'string', pattern: '^[a-z0-9]+$'},
    release: name,
    nodeName: name,
    namespace: name,
    clusterId: armId('Microsoft\\.ContainerService/managedClusters'),
    ...place,
    given: {
      type: 'object',
      properties: {
        aciResourceGroup: resourceGroup,
        chartUrl: text,
        chartDigest: text,
        imageTag: text,
        identityId: armId('Microsoft\\.ManagedIdentity/userAssignedIdentities'),
        subnetId: subnet,
        values: {type: 'object'},
      },
      additionalProperties: false,
    },
    earlierPlaces: {type: 'array', items: {type: 'object', properties: place, required: ofPlace}},
    vkctlVersion: text,
    applied: {
      type: 'object',
      properties: {
        digest: text,
        revision: {type: 'integer'},
        chart: text,
        image: {type: ['string', 'null']},
      },
      required: ['digest', 'revision', 'chart', 'image'],
    },
  },
  required: [
    'schemaVersion',
    'connectorName',
    'osType',
    'location',
    'release',
    'nodeName',
    'namespace',
    'clusterId',
    ...ofPlace,
    'given',
    'earlierPlaces',
    'vkctlVersion',
  ],
} as const

let validate: ReturnType<Ajv2020['compile']> | undefined

/** Why a value is not a record, for people; empty if it is one. */
export function faultsOf(value: unknown): readonly string[] {
  // A test checks the schema itself. Checking it here would take longer than everything else that a command does with a record.
  validate ??= new Ajv2020({strict: false, unicodeRegExp: true, meta: false, validateSchema: false}).compile(recordSchema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({instancePath, message = 'is wrong'}) => `${instancePath === '' ? 'it' : instancePath.slice(1)} ${message}`,
  )
}

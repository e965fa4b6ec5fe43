import {Ajv2020} from 'ajv/dist/2020.js'

/** The version of the records that this vkctl writes. */
export const schemaVersion = 2

const name = {type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$'}
const guid = {type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'}
/** The characters that Azure allows in the name of a resource group. */
const resourceGroup = {type: 'string', pattern: '^[\\p{L}\\p{N}_().-]{0,89}[\\p{L}\\p{N}_()-]$'}
const armId = {type: 'string', pattern: '^/subscriptions/[0-9a-fA-F-]{36}(/[^/\\s?#%]+)*$', maxLength: 2000}
const text = {type: 'string', maxLength: 2000}

const place = {
  subscriptionId: guid,
  aciResourceGroup: resourceGroup,
  subnetId: armId,
  identity: {
    type: 'object',
    properties: {kind: {enum: ['kubelet', 'userAssigned', 'servicePrincipal']}, clientId: text, objectId: text},
    required: ['kind', 'clientId', 'objectId'],
  },
  roleAssignmentId: armId,
  networkRoleAssignmentId: armId,
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
    clusterId: armId,
    ...place,
    given: {
      type: 'object',
      properties: {
        aciResourceGroup: resourceGroup,
        chartUrl: text,
        imageTag: text,
        identityId: armId,
        subnetId: armId,
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
        marks: {type: 'object', additionalProperties: {type: 'string'}},
      },
      required: ['digest', 'revision', 'chart', 'image', 'marks'],
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
  validate ??= new Ajv2020({strict: false, unicodeRegExp: true}).compile(recordSchema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({instancePath, message = 'is wrong'}) => `${instancePath === '' ? 'it' : instancePath.slice(1)} ${message}`,
  )
}

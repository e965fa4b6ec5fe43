import {containerInstanceVersions} from '../arm/api-versions.ts'
import {ArmError, resourceNotFound} from '../arm/arm-error.ts'
import {pageOf} from '../arm/page.ts'
import type {ArmReply, ArmRequest, ArmRoute} from '../arm/route.ts'
import {joinSubnet} from '../network/join-subnet.ts'
import {requireRegistration} from '../resources/registration.ts'
import {requireResourceGroup} from '../resources/require-resource-group.ts'
import type {ContainerGroupBody, ContainerGroupEntry} from '../world.ts'
import {checkContainerGroup} from './admission.ts'
import {containerGroup} from './container-group.ts'
import {isRunning} from './container-start.ts'
import {checkQuotas} from './location-routes.ts'
import {locationName} from './regions.ts'
import {checkRegistry} from './registry.ts'

const type = 'Microsoft.ContainerInstance/containerGroups'
const inGroup = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${type}`

function idOf({world, params}: ArmRequest): string {
  const group = requireResourceGroup(world, params['group']).name
  return `/subscriptions/${world.subscriptionId}/resourceGroups/${group}/providers/${type}/${params['name']}`
}

function asked(request: ArmRequest): ContainerGroupEntry {
  const found = request.world.containerGroups.get(idOf(request).toLowerCase())
  if (found === undefined) throw resourceNotFound(type, request.params['name'] ?? '', request.params['group'] ?? '')
  return found
}

/** Public addresses in 20.0.0.0/8, each used only once. */
function nextAddress(count: number): string {
  return `20.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`
}

function put(request: ArmRequest, counter: {value: number}): ArmReply {
  const {world, params, endpoint, caller} = request
  requireRegistration(world, 'Microsoft.ContainerInstance')
  const name = params['name'] ?? ''
  const body = request.body as ContainerGroupBody | undefined
  checkContainerGroup(world, name, body)
  checkRegistry(world, body)
  const id = idOf(request)
  const before = world.containerGroups.get(id.toLowerCase())
  const location = locationName(body.location ?? '')
  if (before === undefined) checkQuotas(world, location, body)
  const resourceGroup = requireResourceGroup(world, params['group']).name
  const subnetId = body.properties.subnetIds?.[0]?.id
  const address = subnetId === undefined ? undefined : joinSubnet(world, caller, subnetId, {id, location})
  const ip = before?.ip ?? address ?? nextAddress(++counter.value)
  const entry: ContainerGroupEntry = {id, name, resourceGroup, body, createdAt: Date.now(), ip, subnetId}
  world.containerGroups.set(id.toLowerCase(), entry)
  const operation = `${endpoint}/subscriptions/${world.subscriptionId}/providers/Microsoft.ContainerInstance/locations/${location}/operations`
  return {
    status: before === undefined ? 201 : 200,
    body: containerGroup(world, entry),
    headers: {'azure-asyncoperation': `${operation}/${encodeURIComponent(`${entry.resourceGroup}.${name}`)}?api-version=2018-06-01`},
  }
}

function list(path: string): ArmRoute {
  return {
    method: 'GET',
    path,
    action: `${type}/read`,
    scope: path.slice(0, -`/providers/${type}`.length),
    apiVersions: containerInstanceVersions,
    handle: request => {
      const {world, params} = request
      const group = params['group']?.toLowerCase()
      const entries = [...world.containerGroups.values()].filter(
        ({resourceGroup}) => group === undefined || resourceGroup.toLowerCase() === group,
      )
      const {items, nextLink} = pageOf(request, entries)
      return {status: 200, body: {value: items.map(entry => containerGroup(world, entry)), ...(nextLink !== undefined && {nextLink})}}
    },
  }
}

function logs(request: ArmRequest): ArmReply {
  const entry = asked(request)
  const container = entry.body.properties.containers?.find(({name}) => name === request.params['container'])
  if (container === undefined) {
    throw new ArmError(
      404,
      'ContainerNotFound',
      `The container '${request.params['container']}' is not found in container group '${entry.name}'.`,
      {source: 'service'},
    )
  }
  const lines = isRunning(request.world, entry)
    ? [`${container.properties.image} is running in the sandbox`, `listening on ${entry.ip}`]
    : []
  const tail = Number(request.query.get('tail') ?? lines.length)
  return {
    status: 200,
    body: {
      content: lines
        .slice(-tail)
        .map(line => `${line}\n`)
        .join(''),
    },
  }
}

/** Container groups: list, get, put, delete and logs. */
export function containerGroupRoutes(): readonly ArmRoute[] {
  const counter = {value: 0x010100}
  const one = (method: string, operation: string, handle: ArmRoute['handle']): ArmRoute => ({
    method,
    path: `${inGroup}/{name}`,
    action: `${type}/${operation}`,
    apiVersions: containerInstanceVersions,
    handle,
  })
  return [
    list(inGroup),
    list(`/subscriptions/{subscription}/providers/${type}`),
    one('GET', 'read', request => ({status: 200, body: containerGroup(request.world, asked(request))})),
    one('PUT', 'write', request => put(request, counter)),
    one('DELETE', 'delete', request => {
      const id = idOf(request).toLowerCase()
      const gone = request.world.containerGroups.get(id)
      if (gone === undefined) return {status: 204}
      request.world.containerGroups.delete(id)
      return {status: 200, body: containerGroup(request.world, gone)}
    }),
    {
      method: 'GET',
      path: `${inGroup}/{name}/containers/{container}/logs`,
      action: `${type}/containers/logs/read`,
      scope: `${inGroup}/{name}/containers/{container}`,
      apiVersions: containerInstanceVersions,
      handle: logs,
    },
  ]
}

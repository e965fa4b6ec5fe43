import {fieldsOf, isFields, listOf, numberOf, textOf, type Fields} from '../object.ts'
import {parseQuantity} from '../schema/quantity.ts'
import type {Cause} from '../status-error.ts'
import {duplicate, invalidValue, missing, oneOf, required} from './cause.ts'
import {validateLabelName} from './names.ts'
import {isPort, portText} from './service.ts'

const variableText = "a valid environment variable name must consist only of printable ASCII characters other than '='"
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc']

/** The containers of a pod's spec; `volumes` are the names that they may mount. */
export function validateContainers(
  spec: Fields,
  field: 'containers' | 'initContainers',
  at: string,
  volumes: ReadonlySet<string>,
): Cause[] {
  const containers = listOf(spec, field)
  if (field === 'containers' && containers.length === 0) return [required(`${at}.containers`)]
  const seen = new Set<string>()
  return containers.flatMap((container, index) => {
    const here = `${at}.${field}[${index}]`
    const name = textOf(container, 'name')
    const causes: Cause[] = name === '' ? [required(`${here}.name`)] : validateLabelName(`${here}.name`, name)
    if (textOf(container, 'image') === '') causes.push(required(`${here}.image`))
    causes.push(...oneOf(`${here}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']))
    causes.push(
      ...validatePorts(container, here),
      ...validateEnv(container, here),
      ...validateMounts(container, here, volumes),
      ...validateResources(container, here),
    )
    if (name !== '' && seen.has(name)) causes.push(duplicate(`${here}.name`, name))
    seen.add(name)
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const found = container[probe]
      if (isFields(found) && !handlers.some(handler => isFields(found[handler])))
        causes.push(required(`${here}.${probe}`, 'must specify a handler type'))
    }
    return [...causes, ...validateSecurity(container, here)]
  })
}

function validatePorts(container: Fields, at: string): Cause[] {
  return listOf(container, 'ports').flatMap((port, index) => {
    const here = `${at}.ports[${index}]`
    const causes: Cause[] = []
    if (textOf(port, 'name').length > 15) causes.push(invalidValue(`${here}.name`, port.name, 'must be no more than 15 characters'))
    const number = numberOf(port, 'containerPort')
    if (number === undefined || number === 0) causes.push(required(`${here}.containerPort`))
    else if (!isPort(number)) causes.push(invalidValue(`${here}.containerPort`, number, portText))
    return [...causes, ...oneOf(`${here}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP'])]
  })
}

function validateEnv(container: Fields, at: string): Cause[] {
  return listOf(container, 'env').flatMap((variable, index) => {
    const here = `${at}.env[${index}]`
    const name = textOf(variable, 'name')
    const causes: Cause[] = []
    if (name === '') causes.push(required(`${here}.name`))
    else if (!/^[ -<>-~]+$/.test(name)) causes.push(invalidValue(`${here}.name`, name, variableText))
    if (isFields(variable.valueFrom) && textOf(variable, 'value') !== '') {
      causes.push(invalidValue(`${here}.valueFrom`, '', 'may not be specified when `value` is not empty'))
    }
    return causes
  })
}

function validateMounts(container: Fields, at: string, volumes: ReadonlySet<string>): Cause[] {
  const paths = new Set<string>()
  return listOf(container, 'volumeMounts').flatMap((mount, index) => {
    const here = `${at}.volumeMounts[${index}]`
    const name = textOf(mount, 'name')
    const path = textOf(mount, 'mountPath')
    const causes: Cause[] = []
    if (name === '') causes.push(required(`${here}.name`))
    else if (!volumes.has(name)) causes.push(missing(`${here}.name`, name))
    if (path === '') causes.push(required(`${here}.mountPath`))
    else if (paths.has(path)) causes.push(invalidValue(`${here}.mountPath`, path, 'must be unique'))
    paths.add(path)
    return causes
  })
}

function validateResources(container: Fields, at: string): Cause[] {
  const limits = fieldsOf(container.resources, 'limits')
  return Object.entries(fieldsOf(container.resources, 'requests')).flatMap(([name, request]) => {
    const limit = parseQuantity(textOf(limits, name))
    const wanted = parseQuantity(String(request))
    if (limit === undefined || wanted === undefined || wanted <= limit) return []
    return [invalidValue(`${at}.resources.requests`, request, `must be less than or equal to ${name} limit of ${textOf(limits, name)}`)]
  })
}

function validateSecurity(container: Fields, at: string): Cause[] {
  return ['runAsUser', 'runAsGroup'].flatMap(field => {
    const value = numberOf(container.securityContext, field)
    const bad = value !== undefined && (value < 0 || value > 2_147_483_647)
    return bad ? [invalidValue(`${at}.securityContext.${field}`, value, 'must be between 0 and 2147483647, inclusive')] : []
  })
}

import type {FailedRequest, UserError} from '../lib/errors.ts'

/** The lines of an error that say what was asked of whom, and what else was answered. */
export function askedInWords({details, request, program}: UserError): readonly string[] {
  return [
    ...details,
    ...(request === undefined ? [] : [`Request: ${requestInWords(request)}`]),
    ...(program === undefined ? [] : [`Program: ${program}`]),
  ]
}

/** `GET managedClusters/myCluster in resource group myGroup, to management.azure.com; status 409, request id 1f2…`. */
export function requestInWords({method, server, resource, status, requestId}: FailedRequest): string {
  const answer = [status === null ? 'no answer' : `status ${status}`, ...(requestId === null ? [] : [`request id ${requestId}`])]
  return `${method} ${resourceInWords(resource)}, to ${server}; ${answer.join(', ')}`
}

/** A path of Resource Manager without what is the same for all; other paths stay. */
function resourceInWords(path: string): string {
  const {group, rest} =
    /^\/subscriptions\/[^/]+(?:\/resourceGroups\/(?<group>[^/]+))?(?:\/providers)?\/(?<rest>[^/].*)$/i.exec(path)?.groups ?? {}
  if (rest === undefined) return path
  return group === undefined ? rest : `${rest} in resource group ${group}`
}

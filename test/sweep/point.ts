import type {RequestFault} from './request-gate.ts'
import {isOfBoth, isRemoval, type OperationName} from './operations.ts'
import type {Site, SweptRun} from './site.ts'
import type {CallFault} from './tool-gate.ts'

/** One thing that goes wrong in one run. */
export type Point = {readonly operation: OperationName; readonly target: string} & (
  | {readonly at: 'call'; readonly fault: CallFault}
  | {readonly at: 'request'; readonly fault: RequestFault; readonly lasting: boolean; readonly signal?: 'SIGINT' | 'SIGKILL'}
)

export function nameOf(point: Point): string {
  const lasting = point.at === 'request' && point.lasting ? ' and all later ones like it' : ''
  const signal =
    point.at === 'request' && point.signal !== undefined
      ? `${point.signal} ${point.fault.toString().replace('signal', '').trim() || 'before'}`
      : point.fault
  return `${point.operation}: ${shortened(point.target)}${lasting}: ${signal}`
}

function shortened(target: string): string {
  return target.replace(/\/subscriptions\/\S*\/providers\//, '…/').replace(/\/[0-9a-f-]{36}/g, '/…')
}

const readOnly = /^(helm (version|list|template)|kubectl (version|get|config view)) /
const ofOneConnector = /^(helm (upgrade|uninstall)|kubectl (patch|delete)) /
const callFaults: readonly CallFault[] = ['exit', 'killed', 'SIGINT', 'SIGKILL']
const writeFaults: readonly CallFault[] = [...callFaults, 'killed early', 'outlived']
// Helm takes long enough to be killed at several moments.
const helmFaults: readonly CallFault[] = [...writeFaults, 'killed late']
const lastingFaults: readonly RequestFault[] = ['cut', 500]

/**
 * Every point of an operation that calls and asks this when nothing goes wrong. Of `change` only from the first change on: what it reads
 * before is what `re-install` reads. Of those with both operating systems, what is done for one of them.
 */
export function pointsOf(operation: OperationName, {calls, requests}: Pick<SweptRun, 'calls' | 'requests'>): readonly Point[] {
  const inTurn = calls.map(({target}) => target)
  if (isOfBoth(operation)) {
    const each = inTurn.filter(target => ofOneConnector.test(target))
    return each.flatMap(target => callPoints(operation, target, target.startsWith('helm ') ? ['exit', 'killed'] : ['exit']))
  }
  const first = operation === 'change' ? inTurn.findIndex(target => !readOnly.test(target)) : 0
  return [
    ...inTurn.slice(first).flatMap(target => callPoints(operation, target, faultsOf(target))),
    ...(operation === 'change' ? [] : requests).flatMap(target =>
      requestPoints(operation, target).map((point): Point => ({operation, at: 'request', target, ...point})),
    ),
  ]
}

function faultsOf(target: string): readonly CallFault[] {
  if (readOnly.test(target)) return callFaults
  return target.startsWith('helm ') ? helmFaults : writeFaults
}

function callPoints(operation: OperationName, target: string, faults: readonly CallFault[]): readonly Point[] {
  return faults.map((fault): Point => ({operation, at: 'call', target, fault}))
}

type RequestPoint = Omit<Extract<Point, {at: 'request'}>, 'operation' | 'at' | 'target'>

function requestPoints(operation: OperationName, target: string): readonly RequestPoint[] {
  if (isOfApiServer(target)) return apiPoints(target)
  const writes = /^(PUT|DELETE|PATCH) /.test(target)
  const once: readonly RequestFault[] = ['cut', 500, 403, 409, 429, 'hang', ...(writes ? ['lost' as const] : [])]
  return [
    ...once.map(fault => ({fault, lasting: false})),
    // Repeating does not help: of each kind of request, the first and all after it.
    ...(target.endsWith(' #1') && (operation === 'install' || operation === 'remove')
      ? lastingFaults.map(fault => ({fault, lasting: true}))
      : []),
    {fault: 'signal', lasting: false, signal: 'SIGINT'},
    {fault: 'signal after', lasting: false, signal: 'SIGKILL'},
  ]
}

function isOfApiServer(target: string): boolean {
  return / \/apis?\//.test(target)
}

/** Looks are repeated as long as something is waited for, so only the first of each kind is sure to come. */
function apiPoints(target: string): readonly RequestPoint[] {
  // The name of a pod is another one in each run.
  if (!target.endsWith(' #1') || target.includes('/pods/')) return []
  const once: readonly RequestFault[] = target.startsWith('GET ') ? ['cut', 403] : ['cut', 'lost', 500, 403, 409, 429]
  return [
    ...once.map(fault => ({fault, lasting: false})),
    ...(target.startsWith('GET ')
      ? []
      : [
          {fault: 'signal' as const, lasting: false, signal: 'SIGINT' as const},
          {fault: 'signal after' as const, lasting: false, signal: 'SIGKILL' as const},
        ]),
  ]
}

/** Sets a point up, runs vkctl through it, and tells whether it was met at all. */
export async function runThrough(point: Point, site: Site, args: readonly string[]): Promise<SweptRun & {readonly met: boolean}> {
  const {requestGates, toolGate} = site
  if (point.at === 'call') toolGate.hit(point)
  const started = site.start(args, {impatient: point.at === 'request' && point.fault === 'hang'})
  if (point.at === 'request') {
    const hit = {...point, signal: () => void (point.signal !== undefined && started.kill(point.signal))}
    for (const gate of requestGates) gate.hit(hit)
  }
  const run = await started.ended
  toolGate.hit(undefined)
  for (const gate of requestGates) gate.hit(undefined)
  return {...run, met: point.at === 'call' ? run.calls.some(({target}) => target === point.target) : run.requests.includes(point.target)}
}

/** Exit codes that a run through this point may end with, besides 0, which is looked at apart. */
export function allowedCodes({operation, fault, target, ...point}: Point): readonly number[] {
  if (fault === 'SIGKILL' || fault === 'outlived' || ('signal' in point && point.signal === 'SIGKILL')) return [137]
  if (fault === 'SIGINT' || ('signal' in point && point.signal === 'SIGINT')) return [130]
  const left = isRemoval(operation) ? [7] : []
  // The namespace goes after the connectors, and one of them cannot have kept it.
  if (isOfBoth(operation)) return target.startsWith('kubectl delete -f') ? [6, ...left] : [6]
  // A sign-in that fails is told as such, whatever the reason; a refusal is always a matter of rights.
  if (point.at === 'request' && / \/(subscriptions|apis?)\//.test(target)) return [fault === 403 ? 8 : 1, ...left]
  // A list of clouds that is not there is a wrong setting.
  return point.at === 'request' ? [1, 2, 8, ...left] : [1, ...left]
}

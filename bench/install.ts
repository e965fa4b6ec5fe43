import type {WorldOptions} from '../sandbox/azure/initial-world.ts'
import {startSandbox} from '../sandbox/sandbox.ts'
import {bareHelm, readyForHelm} from './bare-helm.ts'
import {measureMemory} from './memory.ts'
import {median, run, toolEnvironment, vkctl} from './programs.ts'
import {ms, times, type Row} from './report.ts'
import {countArmRequests, startOf} from './requests.ts'

/** vkctl looks a second time after this (src/lib/connector/observe.ts). */
const secondLookMs = 1000
/** What may go by before there is anything to compare with helm: Node, sign-in. */
const startMs = 300

type Group = readonly [string, readonly Row[]]

/** Registered and with the role from the beginning: neither is part of what helm does. */
const world: WorldOptions = {
  registered: ['Microsoft.ContainerInstance'],
  roles: [{principal: 'kubelet', role: 'Azure Container Instances Contributor Role'}],
}

const install = (name: string): readonly [string, ...string[]] =>
  vkctl(['install-connector', '--connector-name', name, '--os-type', 'Both', '-o', 'none'])
const remove = (name: string): readonly [string, ...string[]] =>
  vkctl(['remove-connector', '--connector-name', name, '--yes', '-o', 'none'])

/**
 * How long an install of both connectors takes, compared with one `helm upgrade --install --wait` of the same chart with the same values on the same
 * API server. A kubelet takes about a second to start a pod whose image is there; with `podStartMs` 0 only the work of the programs counts.
 */
export async function measureInstall(rounds: number, podStartMs: number): Promise<Group> {
  await using sandbox = await startSandbox({podStartMs, world})
  const env = {...sandbox.env, ...toolEnvironment}
  // Makes the namespace and the Secret that helm alone needs as well, and fills every cache.
  await run(install('first'), {env})
  const release = await readyForHelm('first-linux-eastus', env)
  const [helm, both, start, again]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let round = 0; round < rounds; round++) {
    helm.push(await bareHelm(release, `bare-${round}`, env))
    sandbox.faults.forgetRequests()
    const began = Date.now()
    both.push((await run(install('both'), {env})).ms)
    start.push(startOf(sandbox.faults.requests, began))
    again.push((await run(install('both'), {env})).ms)
    await run(remove('both'), {env})
  }
  const own = median(both) - startMs - secondLookMs
  const allowed = median(helm) * 1.15 + startMs + secondLookMs
  return [
    `Install of both connectors on the sandbox, pods starting ${podStartMs === 0 ? 'at once' : `in ${podStartMs} ms`} (median of ${rounds}, taken in turns)`,
    [
      {what: 'helm upgrade --install --wait, one release', value: ms(median(helm)), goal: ''},
      {
        what: 'vkctl install-connector --os-type Both',
        value: ms(median(both)),
        goal: `${ms(allowed)} (1.15 times helm, 300 ms of start, second look)`,
      },
      {what: '  until the first request', value: ms(median(start)), goal: ms(startMs)},
      {what: '  second look', value: ms(secondLookMs), goal: ''},
      {what: '  without start and second look / helm', value: times(own / median(helm)), goal: '1.15'},
      {what: 'the same again, nothing to do', value: ms(median(again)), goal: ''},
    ],
  ]
}

/** How often an install asks Azure, and how much memory vkctl's commands take. */
export async function measureNeeds(): Promise<readonly Group[]> {
  await using sandbox = await startSandbox({world})
  const env = {...sandbox.env, ...toolEnvironment}
  const requests = await countArmRequests(sandbox.faults, () => run(install('counted'), {env}))
  return [
    [
      'Requests to Azure Resource Manager of one install',
      [
        {what: 'requests', value: String(requests.count), goal: '8'},
        {what: 'rounds', value: String(requests.rounds), goal: '2'},
      ],
    ],
    ['Peak memory', await measureMemory(env)],
  ]
}

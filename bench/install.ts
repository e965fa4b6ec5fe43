import type {WorldOptions} from '../sandbox/azure/initial-world.ts'
import {startSandbox} from '../sandbox/sandbox.ts'
import {bareHelm, readyForHelm} from './bare-helm.ts'
import {measureManifests, measureMemory} from './memory.ts'
import {median, run, toolEnvironment, vkctl} from './programs.ts'
import {ms, times, type Row} from './report.ts'

/** Registered and with the role from the beginning: neither is part of what helm does. */
const world: WorldOptions = {
  registered: ['Microsoft.ContainerInstance'],
  roles: [{principal: 'kubelet', role: 'Azure Container Instances Contributor Role'}],
}

const both = ['--connector-name', 'both', '--os-type', 'Both', '-o', 'none']

/**
 * How long an install of both connectors takes, compared with one `helm upgrade --install --wait` of the same chart with the same values on the same
 * API server, where pods start in a second. The install signs in, checks, and waits until its nodes are stable besides; what that adds is shown and has no goal.
 */
export async function measureInstall(rounds: number): Promise<readonly Row[]> {
  await using sandbox = await startSandbox({podStartMs: 1000, world})
  const env = {...sandbox.env, ...toolEnvironment}
  // Makes the namespace and the Secret that helm alone needs as well, and fills every cache.
  await run(vkctl(['install-connector', '--connector-name', 'first', '-o', 'none']), {env})
  const release = await readyForHelm('first-linux-eastus', env)
  const [helm, install, again]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round++) {
    helm.push(await bareHelm(release, `bare-${round}`, env))
    install.push((await run(vkctl(['install-connector', ...both]), {env})).ms)
    again.push((await run(vkctl(['install-connector', ...both]), {env})).ms)
    await run(vkctl(['remove-connector', ...both, '--yes']), {env})
  }
  return [
    {what: 'helm upgrade --install --wait, one release', value: ms(median(helm)), goal: ''},
    {what: 'vkctl install-connector --os-type Both', value: ms(median(install)), goal: ''},
    {what: '  more than helm', value: ms(median(install) - median(helm)), goal: ''},
    {what: '  / helm', value: times(median(install) / median(helm)), goal: ''},
    {what: 'the same again, nothing to do', value: ms(median(again)), goal: ''},
  ]
}

/** How much memory vkctl's commands take. */
export async function measureNeeds(): Promise<readonly Row[]> {
  await using sandbox = await startSandbox({world})
  return [...(await measureMemory({...sandbox.env, ...toolEnvironment}, sandbox.azure)), ...(await measureManifests())]
}

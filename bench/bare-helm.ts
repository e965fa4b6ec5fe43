import {join} from 'node:path'
import {helm, kubectl, root, run} from './programs.ts'

/** What a release of the chart is made of. */
export interface ReleaseValues {
  readonly namespace: string
  readonly values: Readonly<Record<string, unknown>>
}

type Env = Readonly<Record<string, string>>

/** Takes the values of a release of vkctl's; the namespace and the Secret that they name are there. */
export async function readyForHelm(release: string, env: Env): Promise<ReleaseValues> {
  const namespace = 'virtual-kubelet'
  const {stdout} = await run([helm, 'get', 'values', release, '--namespace', namespace, '--output', 'json'], {env})
  return {namespace, values: JSON.parse(stdout) as Readonly<Record<string, unknown>>}
}

/** Installs a release of the same chart with the same values but another node, as one would by hand. Gives the time; the release is gone afterwards. */
export async function bareHelm({namespace, values}: ReleaseValues, release: string, env: Env): Promise<number> {
  const nodeName = `virtual-kubelet-${release}`
  const args = [
    'upgrade',
    '--install',
    release,
    join(root, 'charts', 'aci-connector'),
    '--namespace',
    namespace,
    '--values',
    '-',
    '--wait',
    '--timeout',
    '2m',
  ] as const
  const {ms} = await run([helm, ...args], {env, input: JSON.stringify({...values, nodeName})})
  await run([helm, 'uninstall', release, '--namespace', namespace, '--wait'], {env})
  await run([kubectl, 'delete', 'node', nodeName, '--ignore-not-found'], {env})
  return ms
}

import type {Config} from '@oclif/core/config'
import type {Azure} from './lib/azure/azure.ts'
import type {Host} from './lib/connector/session/host.ts'
import type {KubeOptions} from './lib/connector/model/spec.ts'
import {openTools, type Tools} from './lib/connector/session/tools.ts'
import {openApiClient} from './lib/kubernetes/api-client.ts'
import type {CommandTarget} from './lib/printed-commands/command-target.ts'
import type {Talk} from './lib/talk.ts'
import type {System} from './system.ts'

/** Creates the Host of a command. */
export async function openHost(
  system: System,
  config: Pick<Config, 'root' | 'version'>,
  azure: Promise<Azure>,
  talk: Talk,
  target: CommandTarget = {},
): Promise<Host> {
  const run = system.runner(talk)
  let tools: Promise<Tools> | undefined
  return {
    azure: await azure,
    tools: () => (tools ??= openTools(run, system.env)),
    run,
    api(access) {
      if (isProxied(system.env)) return undefined
      try {
        return openApiClient(access, {signal: system.signal, talk, userAgent: `vkctl/${config.version}`})
      } catch {
        // kubectl has better messages for a broken kubeconfig.
        return undefined
      }
    },
    lastRun: system.lastRunner(talk),
    talk,
    target,
    signal: system.signal,
    root: config.root,
    vkctlVersion: config.version,
    now: () => system.now(),
    sleep: ms => system.sleep(ms),
  }
}

/** Whether an environment variable that Go programs read names a proxy. */
function isProxied(env: System['env']): boolean {
  return ['HTTPS_PROXY', 'https_proxy'].some(name => (env[name] ?? '') !== '')
}

/** How to reach the cluster, from the flags of a command. */
export function kubeOptions({
  admin,
  kubeconfig,
  context,
  'allow-other-cluster': otherCluster = false,
}: {
  readonly admin: boolean
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly 'allow-other-cluster'?: boolean
}): KubeOptions {
  return {admin, ...(kubeconfig !== undefined && {kubeconfig}), ...(context !== undefined && {context}), otherCluster}
}

import type {Config} from '@oclif/core/config'
import type {Azure} from './lib/azure/azure.ts'
import type {Host} from './lib/connector/host.ts'
import type {KubeOptions} from './lib/connector/spec.ts'
import type {Talk} from './lib/talk.ts'
import type {System} from './system.ts'

/** What the work on connectors needs, made of what a command has. */
export function hostOf(system: System, config: Pick<Config, 'root' | 'version'>, azure: Azure, talk: Talk): Host {
  return {
    env: system.env,
    azure,
    run: system.runner(talk),
    lastRun: system.lastRunner(talk),
    talk,
    signal: system.signal,
    root: config.root,
    vkctlVersion: config.version,
    now: () => system.now(),
    sleep: ms => system.sleep(ms),
  }
}

/** How the cluster is reached, out of the flags of a command. */
export function kubeOptions({
  admin,
  kubeconfig,
  context,
}: {
  readonly admin: boolean
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
}): KubeOptions {
  return {admin, ...(kubeconfig !== undefined && {kubeconfig}), ...(context !== undefined && {context})}
}

import {mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {checkRun} from '../lifecycle/world/run-checks.ts'
import {startVkctl, type StartedVkctl, type VkctlRun} from '../lifecycle/world/vkctl-process.ts'
import {openWorld, type World, type WorldChoice} from '../lifecycle/world/world.ts'
import {tools} from '../tools.ts'
import {startApiGate} from './api-gate.ts'
import {startAzureGate} from './azure-gate.ts'
import type {RequestGate} from './request-gate.ts'
import {openToolGate, type NamedCall, type ToolGate} from './tool-gate.ts'

export interface SweptRun extends VkctlRun {
  /** What it called and asked, and whether it kept to what every run must keep to; empty when it did. */
  readonly calls: readonly NamedCall[]
  readonly requests: readonly string[]
  readonly problems: readonly string[]
}

export interface RunTweaks {
  /** A request without an answer is given up sooner than after a minute. */
  readonly impatient?: boolean
  /** A person of its own, with a home and a folder for temporary files of this name: for a run beside another one. */
  readonly person?: string
  /** Called with everything that stderr holds so far, whenever there is more. */
  readonly onStderr?: (soFar: string) => void
}

/** A subscription with a cluster, and a machine that reaches both through gates that can break. */
export interface Site {
  readonly world: World
  /** Before Azure and the API server. */
  readonly requestGates: readonly RequestGate[]
  readonly toolGate: ToolGate
  /** Path of a file with the connector's client secret. */
  readonly secretFile: string
  readonly start: (args: readonly string[], tweaks?: RunTweaks) => StartedVkctl & {readonly ended: Promise<SweptRun>}
  readonly clearTemporary: () => void
  readonly close: () => Promise<void>
}

interface Folders {
  readonly home: string
  readonly temporary: string
}

const impatience = fileURLToPath(new URL('impatience.mjs', import.meta.url))
export const connectorPrincipal = 'connector-sp'

/** `packageFolder` holds a built vkctl. ACI is registered; the connector's service principal has no role. */
export async function openSite(packageFolder: string, timing: Pick<WorldChoice, 'podStartMs'> = {}): Promise<Site> {
  const world = await openWorld({
    ...timing,
    packageFolder,
    api: 'emulated',
    helm: '4.2.3',
    world: {registered: ['Microsoft.ContainerInstance'], delays: {roleAssignmentMs: 50, containerStartMs: 50}},
  })
  const {HOME: home = '', TMPDIR: temporary = '', NODE_EXTRA_CA_CERTS: azureCaFile = ''} = world.env
  const apiGate = await startApiGate(world.adminKubeconfig)
  const azureGate = await startAzureGate(world.azure, readFileSync(azureCaFile, 'utf8'), apiGate.rewriteKubeconfig)
  const requestGates = [azureGate, apiGate]
  const takeRequests = () => requestGates.flatMap(gate => gate.takeRequests())
  const scripts = join(home, '..', 'gates')
  mkdirSync(scripts)
  const toolGate = openToolGate(tools['4.2.3'], scripts)
  const env = {
    ...world.env,
    ARM_CLOUD_METADATA_URL: azureGate.metadataUrl,
    NODE_EXTRA_CA_CERTS: world.file('gate.pem', azureGate.ca),
    VKCTL_HELM: toolGate.helm,
    VKCTL_KUBECTL: toolGate.kubectl,
  }
  const secrets = world.azure.state.principals.flatMap(({secrets: own = []}) => own)
  const [secret = ''] = world.azure.principal(connectorPrincipal).secrets ?? []

  const finish = (run: VkctlRun, own: Folders): SweptRun => {
    const calls = toolGate.takeCalls()
    const problems: string[] = []
    try {
      checkRun(run, {...own, secrets, calls, mayLeaveFiles: run.exitCode === 137})
    } catch (error) {
      problems.push((error as Error).message.split(': vkctl ')[0] ?? '')
    }
    return {...run, calls, requests: takeRequests(), problems}
  }
  return {
    world,
    requestGates,
    toolGate,
    secretFile: world.file('secret', secret),
    start(args, {impatient = false, person, onStderr} = {}) {
      const own =
        person === undefined ? {home, temporary} : {home: join(home, '..', person, 'home'), temporary: join(home, '..', person, 'tmp')}
      for (const folder of Object.values(own)) mkdirSync(folder, {recursive: true})
      toolGate.takeCalls()
      takeRequests()
      const started = startVkctl(packageFolder, args, {
        env: {...env, HOME: own.home, TMPDIR: own.temporary, ...(impatient && {NODE_OPTIONS: `--import=${impatience}`})},
        cwd: home,
        onStderr,
      })
      return {...started, ended: started.done.then(run => finish(run, own))}
    },
    clearTemporary() {
      for (const name of readdirSync(temporary)) rmSync(join(temporary, name), {recursive: true})
    },
    close: async () => {
      for (const gate of requestGates) await gate.close()
      await world.close()
    },
  }
}

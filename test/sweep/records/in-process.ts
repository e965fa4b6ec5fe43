import {getCACertificates, setDefaultCACertificates} from 'node:tls'
import {readFileSync} from 'node:fs'
import {setTimeout} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {Config} from '@oclif/core/config'
import type {VkctlCommand} from '../../../src/command.ts'
import {openAzure} from '../../../src/lib/azure/open-azure.ts'
import {runner, withoutSecrets} from '../../../src/lib/process.ts'
import type {System} from '../../../src/system.ts'
import type {VkctlRun} from '../../lifecycle/world/vkctl-process.ts'
import type {World} from '../../lifecycle/world/world.ts'
import {tools} from '../../tools.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const version = '0.1.0'

type Command = new (argv: string[], config: Config, system: System) => VkctlCommand

/**
 * Gives a function that runs vkctl on a world, in this process and from `src/`: a sweep of hundreds of points spends most of its time on the start of
 * Node otherwise. helm and kubectl are real. The first word names the command.
 */
export function openInProcess({env: given, choice}: Pick<World, 'env' | 'choice'>): (line: string) => Promise<VkctlRun> {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(given['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')])
  const {helm, kubectl} = tools[choice.helm]
  const env = {...given, VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl}
  const {HOME: home = ''} = given
  const config = Object.assign(new Config({root}), {root, bin: 'vkctl', version})
  return async line => {
    const [id = '', ...args] = line.split(' ')
    let [stdout, stderr] = ['', '']
    const {signal} = new AbortController()
    const run: System['runner'] = talk => runner(signal, text => talk.debug(text), withoutSecrets({...process.env, ...env}))
    const azure: System['azure'] = (options, talk) => openAzure({env, home, cwd: home, signal, talk, ...options})
    const system: System = {
      env,
      cwd: home,
      home,
      platform: process.platform,
      signal,
      terminal: {stdin: false, stdout: false, stderr: false, columns: 80},
      write: text => void (stdout += text),
      say: text => void (stderr += text),
      ask: async () => '',
      readInput: async () => '',
      now: () => new Date(),
      sleep: ms => setTimeout(ms),
      runner: run,
      lastRunner: run,
      azure,
      lastAzure: azure,
      lastSleep: ms => setTimeout(ms),
    }
    const {default: Class} = (await import(`../../../src/commands/${id}.ts`)) as {readonly default: Command}
    const command = new Class(args, config, system)
    command.id = id
    const exitCode = await command.execute()
    return {args: [id, ...args], exitCode, stdout, stderr}
  }
}

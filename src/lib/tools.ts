import {UserError} from './errors.ts'

export type ToolName = 'helm' | 'kubectl'

const overrides = {helm: 'VKCTL_HELM', kubectl: 'VKCTL_KUBECTL'} as const

/** az's text for a missing helm or kubectl. */
const missing = {
  helm: 'Helm not detected, please verify if it is installed.',
  kubectl: 'Kubectl not detected, please verify if it is installed.',
} as const

const installPage = {helm: 'https://helm.sh/docs/intro/install/', kubectl: 'https://kubernetes.io/docs/tasks/tools/'} as const

/** Absolute path of a program: what `VKCTL_HELM` or `VKCTL_KUBECTL` names, else the first on the PATH. */
export async function findTool(name: ToolName, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const {default: which} = await import('which')
  const override = env[overrides[name]] || undefined
  const found = await which(override ?? name, {
    nothrow: true,
    path: env['PATH'] ?? env['Path'] ?? '',
    ...(env['PATHEXT'] !== undefined && {pathExt: env['PATHEXT']}),
  })
  if (found === null) {
    throw new UserError(override === undefined ? missing[name] : `${overrides[name]} names ${override}, which cannot be executed.`, {
      hints: [`Install ${name} (${installPage[name]}) or set ${overrides[name]} to its path.`],
    })
  }
  return found
}

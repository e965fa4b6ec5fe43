import {UserError} from '../../errors.ts'
import {Secret} from '../../secret.ts'
import {readContext} from './kubeconfig.ts'

type Fields = Readonly<Record<string, unknown>>

const name = 'cluster'

/**
 * A kubeconfig with only the known parts of the one from Azure: server, CA, and token or client certificate. Otherwise, whoever can change
 * the credentials of a cluster in Azure could run a program on the user's machine, or read a file there. Instead of kubelogin, it contains
 * the token that `signIn` returns. Rejects with UserError when the user signs in with another program or not at all, or when the server has
 * no https address.
 */
export async function knownPartOf(handedOut: Secret, signIn: () => Promise<Secret>): Promise<Secret> {
  const {server, cluster, user} = await readContext(handedOut.reveal())
  if (!URL.canParse(server) || new URL(server).protocol !== 'https:')
    throw refused(`The kubeconfig from Azure has the server '${server}', which is not an https address.`)
  const credentials = needsKubelogin(user)
    ? {token: (await signIn()).reveal()}
    : textsOf(user, ['token', 'client-certificate-data', 'client-key-data'])
  if (Object.keys(credentials).length === 0) throw refused('The kubeconfig from Azure has neither a token nor a client certificate.')
  const {dump} = await import('js-yaml')
  return new Secret(
    dump({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      contexts: [{name, context: {cluster: name, user: name}}],
      clusters: [{name, cluster: {server, ...textsOf(cluster, ['certificate-authority-data'])}}],
      users: [{name, user: credentials}],
    }),
  )
}

/** Rejects any other program. `auth-provider` is what AKS handed out before kubelogin (https://learn.microsoft.com/azure/aks/kubelogin-authentication). */
function needsKubelogin({exec, 'auth-provider': provider}: Fields): boolean {
  if (exec === undefined && provider === undefined) return false
  const command = exec === undefined ? undefined : (exec as Fields | null)?.['command']
  if (exec === undefined ? (provider as Fields | null)?.['name'] === 'azure' : command === 'kubelogin') return true
  throw refused(
    exec === undefined
      ? 'The kubeconfig from Azure uses an authentication provider that vkctl does not know.'
      : `The kubeconfig from Azure names the program ${String(command)} for signing in. vkctl does not run it.`,
  )
}

function textsOf(fields: Fields, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap(field => (typeof fields[field] === 'string' ? [[field, fields[field]]] : [])))
}

function refused(message: string): UserError {
  return new UserError(message, {hints: ['If you trust it, save it with az aks get-credentials and pass the file with --kubeconfig.']})
}

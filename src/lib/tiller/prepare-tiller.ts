import {helm as helmCommand} from '../printed-commands/printed-command.ts'
import type {Helm} from '../helm/helm.ts'
import type {Kubectl} from '../kubernetes/kubectl.ts'
import {refOf, type KubeObject, type ObjectRef} from '../kubernetes/objects.ts'
import {readObjects} from '../kubernetes/read.ts'
import {reasonsOf} from '../kubernetes/unread.ts'
import {applyObjects} from '../kubernetes/write.ts'
import {NotAllowedError} from '../errors.ts'
import type {Talk} from '../talk.ts'
import {readTemplate} from '../templates/read-template.ts'
import {fillTemplate} from '../templates/template.ts'

/** The names that `helm init` and its documentation use. */
export const tillerServiceAccount = 'tiller'
export const tillerNamespace = 'kube-system'

const deploymentRef: ObjectRef = {apiVersion: 'apps/v1', kind: 'Deployment', name: 'tiller-deploy', namespace: tillerNamespace}

export interface TillerReport {
  /** `kind/name` of what was created or changed. */
  readonly changed: readonly string[]
}

export interface TillerWork {
  readonly kubectl: Kubectl
  /** A Helm 2. */
  readonly helm: Helm
  readonly root: string
  readonly rbacOnly: boolean
  readonly talk: Talk
}

/** The ServiceAccount and the ClusterRoleBinding that Tiller needs. */
export async function tillerObjects(root: string): Promise<readonly KubeObject[]> {
  const documents = await fillTemplate(await readTemplate(root, 'tiller-rbac.yaml'), {
    serviceAccount: tillerServiceAccount,
    namespace: tillerNamespace,
  })
  return documents as readonly KubeObject[]
}

/** Prepares a cluster for Helm 2: applies Tiller's permissions and, unless `rbacOnly`, installs Tiller. Leaves an installed Tiller as it is. */
export async function prepareTiller({kubectl, helm, root, rbacOnly, talk}: TillerWork): Promise<TillerReport> {
  const objects = await tillerObjects(root)
  const before = await readObjects(kubectl, [...objects.map(refOf), deploymentRef])
  if (before.unread.length > 0) {
    throw new NotAllowedError(`The cluster could not be read: ${reasonsOf(before.unread).join('; ')}`, {
      hints: ['Ask the cluster administrator for these permissions, or use --admin.'],
    })
  }
  const versions = new Map(before.objects.map(object => [label(object), object.metadata.resourceVersion]))
  const applied = await talk.during('step', `Applying ${objects.map(label).join(' and ')}`, () => applyObjects(kubectl, objects))
  const changed = applied.filter(object => versions.get(label(object)) !== object.metadata.resourceVersion).map(label)
  if (rbacOnly) return {changed}

  const deployment = before.objects.find(({kind}) => kind === 'Deployment')
  if (deployment === undefined) {
    await talk.during('step', `Installing Tiller ${helm.version.text}`, () => helm.initTiller(tillerServiceAccount))
    return {changed: [...changed, `Deployment/${deploymentRef.name}`]}
  }
  const account = (deployment as TillerDeployment).spec?.template?.spec?.serviceAccountName ?? 'default'
  if (account !== tillerServiceAccount) {
    talk.warning(`Tiller is installed, but runs as the service account ${account}. Change it:`, [
      helmCommand`init --upgrade --service-account ${tillerServiceAccount}`,
    ])
  }
  return {changed}
}

interface TillerDeployment extends KubeObject {
  readonly spec?: {readonly template?: {readonly spec?: {readonly serviceAccountName?: string}}}
}

function label({kind, metadata}: KubeObject): string {
  return `${kind}/${metadata.name}`
}

import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../../command.ts'
import {clusterFlags, dryRun, kubeFlags, parseClusterName, parseResourceGroup} from '../../flags.ts'
import {inGroup} from '../../help/argument-groups.ts'
import {openHost, kubeOptions} from '../../host.ts'
import {withCluster} from '../../lib/connector/session/cluster-session.ts'
import {UsageError} from '../../lib/errors.ts'
import {readHelmVersion} from '../../lib/helm/version.ts'
import {findTool} from '../../lib/tools.ts'
import {prepareTiller, tillerNamespace, tillerServiceAccount} from '../../lib/tiller/prepare-tiller.ts'

export default class RbacInit extends VkctlCommand {
  static override summary = 'Give Helm the permissions it needs in the cluster.'
  static override description =
    'Helm 2 needs Tiller, and Tiller needs a service account with cluster-admin permissions. vkctl creates both if they are missing. Helm 3 and 4 need neither, so nothing is changed.'
  static override flags = {
    ...inGroup('Cluster', {
      'resource-group': Flags.string({
        char: 'g',
        parse: parseResourceGroup,
        summary: `${clusterFlags['resource-group'].summary ?? ''} Helm 2 only.`,
      }),
      name: Flags.string({char: 'n', parse: parseClusterName, summary: `${clusterFlags.name.summary ?? ''} Helm 2 only.`}),
    }),
    ...kubeFlags,
    ...inGroup('Behaviour', {
      'dry-run': dryRun,
      'rbac-only': Flags.boolean({summary: 'Create the service account and its permissions, but do not install Tiller.'}),
    }),
  }
  static override examples = [
    {
      description: 'Prepare the cluster for the Helm version on this machine',
      command: 'vkctl rbac init --name MyManagedCluster --resource-group MyResourceGroup',
    },
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(RbacInit)
    const {text: helmVersion, major} = await readHelmVersion(this.system.runner(this.talk), await findTool('helm', this.system.env))
    if (major > 2) {
      this.talk.step(`Helm ${helmVersion} does not need Tiller. Nothing was changed.`)
      await this.print({helmVersion, needsTiller: false, changed: []})
      return
    }
    if (flags['dry-run']) {
      await this.print([
        {
          step: 'apply',
          description: `Apply ServiceAccount ${tillerServiceAccount} in ${tillerNamespace} and ClusterRoleBinding ${tillerServiceAccount} to cluster-admin`,
        },
        ...(flags['rbac-only']
          ? []
          : [{step: 'init', description: `Run helm init --service-account ${tillerServiceAccount}, unless Tiller is installed`}]),
      ])
      return
    }
    const {'resource-group': resourceGroup, name} = flags
    if (resourceGroup === undefined || name === undefined)
      throw new UsageError('With Helm 2, --resource-group/-g and --name/-n are required.')
    const host = await openHost(this.system, this.config, this.azure(), this.talk, this.target)
    const {changed} = await withCluster(host, {resourceGroup, name}, kubeOptions(flags), async ({kubectl, helm, checkKubectl}) => {
      await checkKubectl()
      return prepareTiller({kubectl, helm, root: host.root, rbacOnly: flags['rbac-only'], talk: this.talk})
    })
    await this.print({helmVersion, needsTiller: true, changed})
  }
}

import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {sayStory, storyReport, storyRows} from '../findings/pod-story.ts'
import {accessFlags, readClusterFlags} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {kubeOptions, openHost} from '../host.ts'
import {parsePodTarget} from '../lib/connector/pod-history/find-pod.ts'
import type {PodStory} from '../lib/connector/pod-history/pod-story.ts'
import {why} from '../lib/connector/pod-history/why.ts'
import {exitCodes, type ExitCode} from '../lib/errors.ts'
import {ReadingCommand} from '../reading-command.ts'

const exitCodeOf = {
  ok: exitCodes.done,
  problem: exitCodes.checksFailed,
  unknown: exitCodes.notChecked,
  skipped: exitCodes.notChecked,
} as const satisfies Readonly<Record<PodStory['verdict'], ExitCode>>

export default class Why extends ReadingCommand {
  static override summary = 'Show why a pod does not run on a virtual node.'
  static override description =
    'Shows what happened to the pod, oldest first: what the scheduler, its connector, Azure and its containers did. Then it says what keeps the pod from running, as the checks of vkctl validate do. On a terminal, it prints a report unless --output or --query is given. The exit code is 0 if the pod runs or has succeeded, 4 if it does not, 3 if there is no such pod, and 10 if vkctl cannot tell why: something could not be read, or the pod is not meant for virtual nodes.'
  static override args = {
    pod: Args.string({
      required: true,
      description:
        'Name of the pod, or KIND/NAME of a deployment, statefulset, replicaset, daemonset or job: its newest pod that does not run, or else its newest.',
    }),
  }
  static override flags = {
    ...readClusterFlags,
    ...inGroup('Pod', {namespace: Flags.string({default: 'default', summary: 'Kubernetes namespace of the pod.'})}),
    ...accessFlags,
  }
  static override examples = [
    {
      description: 'See why a pod does not run',
      command: 'vkctl why my-pod --namespace shop --name MyManagedCluster --resource-group MyResourceGroup',
    },
    {
      description: 'See why the newest failing pod of a deployment does not run, without Azure',
      command: 'vkctl why deployment/web --namespace shop --kubeconfig ~/.kube/config',
    },
  ]

  async run(): Promise<ExitCode> {
    const {flags, args} = await this.parse(Why)
    const target = parsePodTarget(args.pod, flags.namespace)
    const {ref, azure} = this.readable(flags)
    const host = await openHost(this.system, this.config, azure, this.talk, this.target)
    const story = await why(host, ref, kubeOptions(flags), target)
    await this.print(story, {table: storyRows, people: (value, layout) => storyReport(value, {...layout, timeLine: true})})
    if (!this.isForPeople) await this.#say(story, flags.output !== 'table')
    return exitCodeOf[story.verdict]
  }

  async #say(story: PodStory, timeLine: boolean): Promise<void> {
    const {colour, columns} = this.styleOf('stderr')
    if (columns === undefined) return sayStory(story, this.talk)
    // A table on stdout is the time line.
    this.talk.laidOut(await storyReport(story, {colour, columns, timeLine}))
  }
}

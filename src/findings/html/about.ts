import {valueOf} from '../../lib/checks/engine/fact.ts'
import type {Inspection} from '../../lib/connector/inspection/inspection.ts'
import {storiesOf} from '../../lib/connector/pod-history/failing-pods.ts'
import type {PodStory} from '../../lib/connector/pod-history/pod-story.ts'

/** What the page is about, besides the findings. */
export interface About {
  /** Version of vkctl. */
  readonly version: string
  readonly generatedAt: Date
  /** Name of the managed cluster. */
  readonly cluster?: string | undefined
  readonly resourceGroup?: string | undefined
  /** The context of a kubeconfig. */
  readonly context?: string | undefined
  /** The manifests, if the findings are about manifests. `-` is stdin. */
  readonly files?: readonly string[] | undefined
  /** What happened to pods that do not run. */
  readonly podStories?: readonly PodStory[] | undefined
}

/** What was read, now or when a bundle was saved. Options and defaults may name another cluster than a bundle. */
export function aboutInspection(inspection: Inspection): Pick<About, 'generatedAt' | 'cluster' | 'resourceGroup' | 'podStories'> {
  const {subject, facts} = inspection.cluster
  const {name: cluster, resourceGroup} = valueOf(facts.cluster) ?? {}
  return {generatedAt: subject.now, cluster, resourceGroup, podStories: storiesOf(inspection)}
}

/** What was checked, as a part of a sentence. */
export function subjectOf({cluster, context, files}: About): string {
  if (files !== undefined) {
    const [file = ''] = files
    if (files.length > 1) return `${files.length} manifests`
    return file === '-' ? 'the manifest from stdin' : file
  }
  if (cluster !== undefined) return `the cluster ${cluster}`
  return context === undefined ? 'the cluster' : `the cluster of the context ${context}`
}

/** A moment in UTC, to the second. */
export function utc(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

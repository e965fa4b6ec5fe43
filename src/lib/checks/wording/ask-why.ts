import {commandLine} from '../../command-line.ts'
import type {PodObject} from '../../kubernetes/objects.ts'

const heading = 'To see what happened to the pod:'

/** Lines of a remedy that lead to `vkctl why`. `clusterOptions` are the options of vkctl that name the cluster. */
export function askWhy({metadata: {name, namespace = 'default'}}: PodObject, clusterOptions: readonly string[]): string {
  return `${heading}\n${commandLine`vkctl why ${name} --namespace ${namespace} ${clusterOptions}`}`
}

/** A remedy for whoever has run `vkctl why` already. */
export function withoutAskWhy(remedy: string): string {
  const lines = remedy.split('\n')
  return lines.filter((line, index) => line !== heading && lines[index - 1] !== heading).join('\n')
}

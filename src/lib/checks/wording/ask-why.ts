import type {PodObject} from '../../kubernetes/objects.ts'
import {vkctl} from '../../printed-commands/printed-command.ts'
import type {Line, PrintedRemedy} from '../../printed-commands/printed-lines.ts'

const heading = 'To see what happened to the pod:'

/** Lines of a remedy that lead to `vkctl why`. */
export function askWhy({metadata: {name, namespace = 'default'}}: PodObject): readonly Line[] {
  return [heading, vkctl`why ${name} --namespace ${namespace}`]
}

/** A remedy for whoever has run `vkctl why` already. */
export function withoutAskWhy({remedy, commands}: PrintedRemedy): PrintedRemedy {
  const lines = remedy.split('\n')
  const kept = lines.filter((line, index) => line !== heading && lines[index - 1] !== heading)
  return {remedy: kept.join('\n'), ...(commands !== undefined && {commands})}
}

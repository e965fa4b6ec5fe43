import type {Inspection} from '../inspection/inspection.ts'
import {judgeInspection} from '../inspection/judge-inspection.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {namesIn, type Name} from './names-in.ts'
import {addressReplacer} from './replace-addresses.ts'
import {withStrings} from './strings-in.ts'

/** Where a name or an id can begin: not within a word, but after an escaped character, such as `%2F` in a URL or `\n` in a log. */
const start = String.raw`(?:(?<=%[\da-f]{2}|\\[nrt])|(?<![\p{L}\p{N}]))`
const guid = new RegExp(String.raw`${start}[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\p{L}\p{N}])`, 'giu')
const nobody = /^[0-]+$/
const mail = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g
/** The scale set of a node pool, whose name is also the first part of the names of its nodes. */
const scaleSet = /\baks-[a-z\d]{1,12}-\d{1,12}-vmss(?=[\da-z]{0,12}\b)/gi

/** An inspection without ids, and the names that could not be replaced. */
export interface Replaced {
  readonly inspection: Inspection
  /** Names that are also words that checks look for, such as that of an identity called `token`. */
  readonly kept: readonly string[]
}

/**
 * The same inspection with placeholders for what says whose cluster it is: ids, names of resources of Azure, nodes, registries and hosts, addresses. The same name has
 * the same placeholder everywhere, and the checks say the same but for names. Names of namespaces, pods, containers and releases stay.
 */
export function replaceIds(all: Inspection): Replaced {
  const inspection = {...all, ...(all.target !== undefined && {target: withoutOwnNames(all.target)})}
  const verdicts = verdictsOf(inspection)
  const names = namesIn(inspection)
  const whole = replaced(inspection, names)
  if (verdictsOf(whole) === verdicts) return {inspection: whole, kept: []}
  const harmless = names.filter(name => verdictsOf(replaced(inspection, [name])) === verdicts)
  return {inspection: replaced(inspection, harmless), kept: names.filter(name => !harmless.includes(name)).map(({name}) => name)}
}

/** What only the user of vkctl calls so: a path in a home, a context, a subscription by its name. */
function withoutOwnNames({subscription, kubeconfig, context, ...target}: CommandTarget): CommandTarget {
  return {
    ...target,
    ...(subscription !== undefined && {subscription: isGuid(subscription) ? subscription : 'SUBSCRIPTION'}),
    ...(kubeconfig !== undefined && {kubeconfig: 'KUBECONFIG'}),
    ...(context !== undefined && {context: 'CONTEXT'}),
  }
}

function isGuid(text: string): boolean {
  return text.replaceAll(guid, '') === ''
}

/** What the checks say, without names, in an order that does not depend on them. */
function verdictsOf(inspection: Inspection): string {
  return judgeInspection(inspection)
    .map(({id, verdict}) => `${id} ${verdict}`)
    .toSorted()
    .join()
}

function replaced(inspection: Inspection, names: readonly Name[]): Inspection {
  const replaceNames = nameReplacer(names)
  const replaceAddresses = addressReplacer()
  const ids = numbered(count => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`)
  const mails = numbered(count => `user-${count}@example.com`)
  const scaleSets = numbered(count => `aks-pool${count}-00000000-vmss`)
  const change = (text: string): string =>
    replaceAddresses(
      replaceNames(
        text
          .replaceAll(guid, found => (nobody.test(found) ? found : ids(found)))
          .replaceAll(mail, mails)
          .replaceAll(scaleSet, scaleSets),
      ),
    )
  return withStrings(inspection, change) as Inspection
}

/** A function that gives each text a placeholder with a number. Azure and Kubernetes ignore the case of ids. */
function numbered(standIn: (count: number) => string): (text: string) => string {
  const given = new Map<string, string>()
  return text => {
    const key = text.toLowerCase()
    const known = given.get(key) ?? standIn(given.size + 1)
    given.set(key, known)
    return known
  }
}

/** A name counts as such between characters that are no letters and no digits, so that `MC_group_cluster_eastus` contains three. */
function nameReplacer(names: readonly Name[]): (text: string) => string {
  if (names.length === 0) return text => text
  const counts = new Map<string, number>()
  const standIns = new Map(
    names.map(({name, kind}) => {
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      return [name.toLowerCase(), `${kind}-${count}`] as const
    }),
  )
  const longestFirst = names
    .map(({name}) => name.replaceAll(/[.+?^${}()|[\]\\*]/g, String.raw`\$&`))
    .toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(String.raw`${start}(?:${longestFirst.join('|')})(?![\p{L}\p{N}])`, 'giu')
  return text => text.replaceAll(pattern, found => standIns.get(found.toLowerCase()) ?? found)
}

import {UsageError} from '../../../errors.ts'
import {didYouMean} from '../../../suggest.ts'
import type {ConnectorRecord, Given} from './record.ts'

/** The options that a connector keeps from one install to the next, and what they are called in its record. */
const keptOptions = {
  'aci-resource-group': ['aciResourceGroup'],
  'assign-identity': ['identityId'],
  'chart-digest': ['chartDigest'],
  'chart-url': ['chartUrl', 'chartDigest'],
  'image-tag': ['imageTag'],
  'service-principal': [],
  'set-values': ['values'],
  'vnet-subnet-id': ['subnetId'],
} as const satisfies Readonly<Record<string, readonly (keyof Given)[]>>

/** An option that `--reset` gives back its default. */
export type KeptOption = keyof typeof keptOptions

export const keptOptionNames = Object.keys(keptOptions) as readonly KeptOption[]

/** The options in a list like `image-tag,chart-url`. Throws UsageError if there is another name in it. */
export function parseKeptOptions(text: string): readonly KeptOption[] {
  return text.split(',').map(entry => {
    const name = entry.trim().replace(/^--/, '')
    const found = keptOptionNames.find(known => known === name)
    if (found === undefined)
      throw new UsageError(`argument --reset: '${name}' is not an option that a connector keeps: use ${keptOptionNames.join(', ')}`, {
        hints: didYouMean(name, keptOptionNames),
      })
    return found
  })
}

/** The options of the last install that worked, without those that get back their default. */
export function keptGiven(record: Pick<ConnectorRecord, 'given'> | undefined, reset: readonly KeptOption[]): Given {
  const dropped = new Set<string>(reset.flatMap(name => keptOptions[name]))
  return Object.fromEntries(Object.entries(record?.given ?? {}).filter(([name]) => !dropped.has(name)))
}

/** Whether the connector gets back the identity of the nodes. */
export function resetsIdentity(reset: readonly KeptOption[]): boolean {
  return reset.includes('assign-identity') || reset.includes('service-principal')
}

import * as Flags from '@oclif/core/flags'
import {inGroup} from '../help/argument-groups.ts'
import {UsageError} from '../lib/errors.ts'
import type {Inspection} from '../lib/connector/inspection/inspection.ts'
import type {System} from '../system.ts'
import type {Talk} from '../lib/talk.ts'

/** Flags of `validate` that save what it reads, and that read it again instead of a cluster. */
export function bundleFlags(ofCluster: readonly string[]) {
  return inGroup('Bundle', {
    save: Flags.string({
      exclusive: ['filename', 'watch'],
      summary:
        'Also write everything that was read, without secrets, to this new file (a bundle). It is compressed if its name ends in .gz.',
    }),
    'replace-ids': Flags.boolean({
      summary:
        'With --save: replace ids, addresses, and the names of the cluster, its nodes, registries and resources in Azure with placeholders.',
    }),
    from: Flags.string({
      exclusive: ['filename', ...ofCluster],
      summary: 'Check this bundle, which --save wrote, instead of a cluster.',
    }),
  })
}

export interface BundleFlags {
  readonly save?: string | undefined
  readonly from?: string | undefined
  readonly 'replace-ids': boolean
}

/** Refuses wrong flags before anything is read. Throws UsageError. */
export async function checkBundleFlags({save, 'replace-ids': replaces}: BundleFlags): Promise<void> {
  if (save === undefined && replaces) throw new UsageError('argument --replace-ids: only allowed with argument --save')
  if (save === undefined) return
  const {refuseTaken} = await import('../lib/connector/bundle/write-bundle.ts')
  await refuseTaken(save)
}

/** The inspection in a bundle; `-` is stdin, which cannot be compressed. Throws UsageError if this vkctl cannot read it. */
export async function savedInspection(path: string, talk: Pick<Talk, 'info'>, readInput: () => Promise<string>): Promise<Inspection> {
  const {parseBundle, readBundle} = await import('../lib/connector/bundle/read-bundle.ts')
  const {inspection, vkctlVersion, saved} = path === '-' ? parseBundle(await readInput(), 'stdin') : await readBundle(path)
  talk.info(`vkctl ${vkctlVersion} saved ${path} at ${saved.toISOString()}.`)
  return inspection
}

/** Writes the bundle, if one is asked for. Rejects with UserError if it cannot be written. */
export async function saveIfAsked(
  {save, 'replace-ids': replaces}: BundleFlags,
  inspection: Inspection | undefined,
  {system, version, talk}: {readonly system: Pick<System, 'now'>; readonly version: string; readonly talk: Talk},
): Promise<void> {
  if (save === undefined || inspection === undefined) return
  const {bundleOf, writeBundle} = await import('../lib/connector/bundle/write-bundle.ts')
  const {replaceIds} = await import('../lib/connector/bundle/replace-ids.ts')
  const {inspection: shown, kept} = replaces ? replaceIds(inspection) : {inspection, kept: []}
  const misfits = await writeBundle(save, bundleOf(shown, version, system.now()))
  for (const name of kept) talk.warning(`The name ${name} stays in the bundle, because checks look for this word.`)
  for (const {fact, fault} of misfits) talk.warning(`The bundle does not contain the fact ${fact}: ${fault}.`)
  talk.step(`Saved what was read to ${save}.`)
}

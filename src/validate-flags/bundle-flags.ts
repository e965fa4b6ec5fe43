import * as Flags from '@oclif/core/flags'
import type {Inspection} from '../lib/connector/inspection/inspection.ts'
import type {System} from '../system.ts'
import type {Talk} from '../lib/talk.ts'

/** Flags of `validate` that save what it reads, and that read it again instead of a cluster. */
export function bundleFlags(ofCluster: readonly string[]) {
  return {
    save: Flags.string({
      exclusive: ['filename', 'watch'],
      summary: 'Also write what was read, without secrets, to this new file, a bundle. It is compressed if its name ends in .gz.',
    }),
    from: Flags.string({
      exclusive: ['filename', ...ofCluster],
      summary: 'Check what is in this file, which --save wrote, instead of a cluster.',
    }),
  } as const
}

export interface BundleFlags {
  readonly save?: string | undefined
  readonly from?: string | undefined
}

/** Refuses wrong flags before anything is read. Throws UsageError. */
export async function checkBundleFlags({save}: BundleFlags): Promise<void> {
  if (save === undefined) return
  const {refuseTaken} = await import('../lib/connector/bundle/write-bundle.ts')
  await refuseTaken(save)
}

/** The inspection in a bundle. Throws UsageError if this vkctl cannot read it. */
export async function savedInspection(path: string, talk: Pick<Talk, 'info'>): Promise<Inspection> {
  const {readBundle} = await import('../lib/connector/bundle/read-bundle.ts')
  const {inspection, vkctlVersion, saved} = await readBundle(path)
  talk.info(`vkctl ${vkctlVersion} saved ${path} at ${saved.toISOString()}.`)
  return inspection
}

/** Writes the bundle, if one is asked for. Rejects with UserError if it cannot be written. */
export async function saveIfAsked(
  {save}: BundleFlags,
  inspection: Inspection | undefined,
  {system, version, talk}: {readonly system: Pick<System, 'now'>; readonly version: string; readonly talk: Talk},
): Promise<void> {
  if (save === undefined || inspection === undefined) return
  const {bundleOf, writeBundle} = await import('../lib/connector/bundle/write-bundle.ts')
  const misfits = await writeBundle(save, bundleOf(inspection, version, new Date(system.now())))
  for (const {fact, fault} of misfits) talk.warning(`The bundle does not contain the fact ${fact}: ${fault}.`)
  talk.step(`Saved what was read to ${save}.`)
}

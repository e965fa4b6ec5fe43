import * as Flags from '@oclif/core/flags'
import {inGroup} from '../help/argument-groups.ts'
import {UsageError} from '../lib/errors.ts'
import type {Talk} from '../lib/talk.ts'

/** The flags of `validate` for manifests. */
export function manifestFlags(ofCluster: readonly string[]) {
  return inGroup('Manifest', {
    filename: Flags.string({
      char: 'f',
      multiple: true,
      exclusive: [...ofCluster],
      summary: 'Check the workloads in this manifest or folder instead of a cluster. Use - for stdin. You can repeat this option.',
    }),
    fix: Flags.boolean({summary: 'Show what can be changed in the manifests without doubt, ask, and write it before the checks.'}),
    yes: Flags.boolean({char: 'y', summary: 'Write the changes of --fix without asking.'}),
  })
}

interface Fixing {
  readonly filename?: readonly string[] | undefined
  readonly fix: boolean
  readonly yes: boolean
}

/** With --fix, shows the changes of each file as a diff, asks, and writes them. Throws UsageError if the flags do not belong together. */
export async function fixIfAsked(
  {filename, fix, yes}: Fixing,
  talk: Talk & {laidOut(text: string): void},
  confirm: (yes: boolean, question: string) => Promise<void>,
): Promise<void> {
  if (yes && !fix) throw new UsageError('argument --yes/-y: only allowed with argument --fix')
  if (!fix) return
  if (filename === undefined) throw new UsageError('argument --fix: only allowed with argument --filename/-f')
  const {fixManifests} = await import('../lib/checks/manifest/fix/fix-manifests.ts')
  const fixes = await fixManifests(filename)
  if (fixes.length === 0) return talk.step('Nothing can be changed without doubt.')
  talk.laidOut(`${fixes.map(({diff}) => diff).join('\n')}\n`)
  await confirm(yes, 'Do you want to write these changes?')
  for (const {file, write} of fixes) {
    await write()
    talk.step(`Changed ${file}.`)
  }
}

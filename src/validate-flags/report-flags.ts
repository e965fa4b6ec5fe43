import {dirname, extname} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {inGroup} from '../help/argument-groups.ts'
import {failOnLevels} from '../findings/fail-on.ts'
import type {furtherFormats} from '../findings/further-formats.ts'
import type {Validation} from '../lib/connector/validation/validate.ts'
import {UsageError} from '../lib/errors.ts'
import {isDirectory} from '../lib/files.ts'
import {writeGivenFile} from '../lib/replace-file.ts'

type Writers = Readonly<Record<(typeof furtherFormats)[number], (value: Validation) => string>>

/** The format of a file by its ending. */
const byEnding: Readonly<Record<string, (typeof furtherFormats)[number]>> = {
  '.html': 'html',
  '.md': 'markdown',
  '.sarif': 'sarif',
  '.xml': 'junit',
}
const endings = Object.keys(byEnding).join(', ')

/** `--fail-on` and `--report` of `validate`. */
export const reportFlags = inGroup('Behaviour', {
  'fail-on': Flags.option({
    options: failOnLevels,
    default: 'problem' as const,
    summary: 'Lowest severity that fails the command. Checks that could not run always fail it (exit code 10).',
  })(),
  report: Flags.string({
    multiple: true,
    summary: `Also write the findings to this file, as its ending says: .xml is JUnit, .sarif SARIF, .md Markdown, .html a page. Can be repeated.`,
  }),
})

interface ReportFlags {
  readonly report?: readonly string[] | undefined
}

const formatOf = (file: string) => byEnding[extname(file).toLowerCase()]

/** Rejects with UsageError if the ending of a file says nothing, or there is no folder for it: before anything is checked. */
export async function checkReportFlags({report = []}: ReportFlags): Promise<void> {
  const wrong = report.find(file => formatOf(file) === undefined)
  if (wrong !== undefined) throw new UsageError(`argument --report: the name ${wrong} must end in one of ${endings}.`)
  for (const file of report) {
    const folder = dirname(file)
    if (!(await isDirectory(folder))) throw new UsageError(`argument --report: There is no folder ${folder}.`)
    if (await isDirectory(file)) throw new UsageError(`argument --report: ${file} is a directory.`)
  }
}

/** Writes the findings to each file. Rejects with UserError if one cannot be written. */
export async function writeReports({report = []}: ReportFlags, writers: Writers, result: Validation): Promise<void> {
  for (const file of report) {
    const format = formatOf(file)
    if (format !== undefined) await writeGivenFile(file, writers[format](result))
  }
}

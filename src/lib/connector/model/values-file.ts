import {UsageError} from '../../errors.ts'
import {readGivenText} from '../../given-file.ts'
import type {Values} from '../../helm/helm.ts'
import {mergeValues} from '../../helm/merge-values.ts'
import {hasMoreValues} from '../../kubernetes/manifest.ts'

/** No chart needs more. */
const mostValues = 100_000

/** What a command reads from. */
export interface Input {
  readonly signal: AbortSignal
  /** Reads stdin to its end. */
  readInput(): Promise<string>
}

/** The map of Helm values in YAML files, merged as helm does; `-` means stdin. Rejects with UsageError when a file cannot be read or holds anything else. */
export async function readValuesFiles(paths: readonly string[], input: Input): Promise<Values> {
  const all = await Promise.all(
    paths.map(async path =>
      path === '-' ? parseValues(await input.readInput(), 'stdin') : parseValues(await readFile(path, input.signal), path),
    ),
  )
  return all.reduce(mergeValues, {})
}

async function readFile(path: string, signal: AbortSignal): Promise<string> {
  const text = await readGivenText(path, {signal}).catch((cause: unknown) => {
    throw cause instanceof UsageError ? new UsageError(`--set-values: ${cause.message}`, {cause}) : cause
  })
  if (text === undefined) throw new UsageError(`--set-values names the file ${path}, which does not exist.`)
  return text
}

async function parseValues(text: string, source: string): Promise<Values> {
  const {loadAll} = await import('js-yaml')
  let documents: readonly unknown[]
  try {
    documents = loadAll(text)
  } catch (cause) {
    throw new UsageError(`${source} is not valid YAML: ${(cause as Error).message.split('\n')[0] ?? ''}`, {cause})
  }
  if (hasMoreValues(documents, mostValues))
    throw new UsageError(`${source} has more than ${mostValues} values, or an alias that contains itself.`)
  const values = documents[0] ?? {}
  if (documents.length > 1 || typeof values !== 'object' || Array.isArray(values))
    throw new UsageError(`${source} must contain one map of Helm values.`)
  return values as Values
}

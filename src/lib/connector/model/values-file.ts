import {UsageError, UserError} from '../../errors.ts'
import {readText} from '../../files.ts'

/** The map in a YAML file of Helm values. Rejects with UsageError when the file cannot be read or holds anything else. */
export async function readValuesFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(path).catch((cause: unknown) => {
    throw cause instanceof UserError ? new UsageError(`--set-values: ${cause.message}`, {cause}) : cause
  })
  if (text === undefined) throw new UsageError(`--set-values names the file ${path}, which does not exist.`)
  const {loadAll} = await import('js-yaml')
  let documents: readonly unknown[]
  try {
    documents = loadAll(text)
  } catch (cause) {
    throw new UsageError(`${path} is not valid YAML: ${(cause as Error).message.split('\n')[0] ?? ''}`, {cause})
  }
  const values = documents[0] ?? {}
  if (documents.length > 1 || typeof values !== 'object' || Array.isArray(values))
    throw new UsageError(`${path} must contain one map of Helm values.`)
  return values as Readonly<Record<string, unknown>>
}

import {UsageError, UserError} from '../../errors.ts'
import {readText} from '../../files.ts'

/**
 * The map of Helm values in a YAML file; `-` means stdin. Rejects with UsageError when the file cannot be read or holds anything else.
 * @param readInput Reads stdin to its end.
 */
export async function readValuesFile(path: string, readInput: () => Promise<string>): Promise<Readonly<Record<string, unknown>>> {
  return path === '-' ? parseValues(await readInput(), 'stdin') : parseValues(await readFile(path), path)
}

async function readFile(path: string): Promise<string> {
  const text = await readText(path).catch((cause: unknown) => {
    throw cause instanceof UserError ? new UsageError(`--set-values: ${cause.message}`, {cause}) : cause
  })
  if (text === undefined) throw new UsageError(`--set-values names the file ${path}, which does not exist.`)
  return text
}

async function parseValues(text: string, source: string): Promise<Readonly<Record<string, unknown>>> {
  const {loadAll} = await import('js-yaml')
  let documents: readonly unknown[]
  try {
    documents = loadAll(text)
  } catch (cause) {
    throw new UsageError(`${source} is not valid YAML: ${(cause as Error).message.split('\n')[0] ?? ''}`, {cause})
  }
  const values = documents[0] ?? {}
  if (documents.length > 1 || typeof values !== 'object' || Array.isArray(values))
    throw new UsageError(`${source} must contain one map of Helm values.`)
  return values as Readonly<Record<string, unknown>>
}

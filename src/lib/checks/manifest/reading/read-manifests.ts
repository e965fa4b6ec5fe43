import {UserError, UsageError} from '../../../errors.ts'
import {readBytes} from '../../../files.ts'
import {documentTexts} from './document-texts.ts'
import {objectsOf, type ManifestObject} from '../objects.ts'
import {isWorkload} from '../workload.ts'
import {readDocuments} from './yaml-documents.ts'

/** What manifests may weigh, each file: a chart with all its CRDs has a few MB. */
const limit = 10_000_000

/** What one document may weigh; etcd takes objects of 1.5 MB. As values it takes twenty times as much memory. */
const documentLimit = 2_000_000

/** What to call stdin in messages. */
const stdin = '<stdin>'

/**
 * Reads files of manifests. Throws UsageError, with file and line, for what is none.
 * @param files Paths; `-` is stdin.
 */
export async function readManifests(files: readonly string[], readInput: () => Promise<string>): Promise<readonly ManifestObject[]> {
  const objects: ManifestObject[] = []
  for (const file of new Set(files)) {
    const name = file === '-' ? stdin : file
    const source = file === '-' ? await readInput() : decode(await bytesOf(file), file)
    if (source.length > limit) throw tooLarge(name)
    objects.push(...(await objectsInText(source.replace(/^\uFEFF/, ''), name)))
  }
  return objects
}

async function objectsInText(source: string, file: string): Promise<readonly ManifestObject[]> {
  const found: ManifestObject[] = []
  for (const {text, line} of documentTexts(source)) {
    if (text.length > documentLimit) {
      throw new UsageError(`${file}:${line}: the document has more than ${documentLimit / 1_000_000} MB.`, {
        hints: ['Kubernetes takes no object of that size. Give a long list in parts.'],
      })
    }
    found.push(...objectsOf(await readDocuments(text, file, line), file).map(withoutWhatNobodyLooksAt))
  }
  if (found.length === 0) throw new UsageError(`${file}:1: there is nothing in it, or only comments.`)
  return found
}

/** Of CRDs and the like it is enough to know that they are there. */
function withoutWhatNobodyLooksAt(object: ManifestObject): ManifestObject {
  return object.kind === 'Secret' || isWorkload(object) ? object : {...object, value: {}}
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const bytes = await readBytes(file, limit)
    if (bytes === undefined) throw new UsageError(`--filename names the file ${file}, which does not exist.`)
    if (bytes.length > limit) throw tooLarge(file)
    return bytes
  } catch (error) {
    if (error instanceof UserError) throw new UsageError(error.message, {hints: error.hints, cause: error})
    throw error
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    throw new UsageError(`${file}:1 is ${utf16 ? 'in UTF-16' : 'not a text in UTF-8'}, so it is not YAML that kubectl reads.`, {
      cause,
      hints: utf16 ? ['Windows PowerShell writes UTF-16 with >; use: | Out-File -Encoding utf8 FILE'] : [],
    })
  }
}

function tooLarge(file: string): UsageError {
  return new UsageError(`${file} has more than ${limit / 1_000_000} MB; that is no manifest.`)
}

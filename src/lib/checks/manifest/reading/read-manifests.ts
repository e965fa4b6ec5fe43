import {UserError, UsageError} from '../../../errors.ts'
import {readBytes} from '../../../files.ts'
import {documentTexts} from './document-texts.ts'
import {objectsOf, type ManifestObject} from '../objects.ts'
import {isWorkload} from '../workload.ts'
import {readDocuments} from './yaml-documents.ts'

/** The largest size of a file, in bytes. A chart with all its CRDs has a few MB. */
const limit = 10_000_000

/** The largest size of a document, in characters. etcd limits objects to 1.5 MB. A parsed document needs twenty times as much memory. */
const documentLimit = 2_000_000

/** The name of stdin in messages. */
const stdin = '<stdin>'

/**
 * Reads the objects in manifest files. Throws UsageError, with file and line, for a file that is missing, too large, empty or not a manifest.
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
      throw new UsageError(`${file}:${line}: the document is larger than ${documentLimit / 1_000_000} MB.`, {
        hints: ['Kubernetes does not accept objects of that size. Split a long list into several documents.'],
      })
    }
    found.push(...objectsOf(await readDocuments(text, file, line), file).map(withoutUnusedContent))
  }
  if (found.length === 0) throw new UsageError(`${file}:1: the file is empty or contains only comments.`)
  return found
}

/** Drops the contents of objects that no check reads, such as CRDs, to save memory. */
function withoutUnusedContent(object: ManifestObject): ManifestObject {
  return object.kind === 'Secret' || isWorkload(object) ? object : {...object, value: {}}
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const bytes = await readBytes(file, limit)
    if (bytes === undefined) throw new UsageError(`The file ${file} of --filename does not exist.`)
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
    throw new UsageError(`${file}:1 is ${utf16 ? 'in UTF-16' : 'not UTF-8 text'}, which kubectl cannot read as YAML.`, {
      cause,
      hints: utf16 ? ['Windows PowerShell writes UTF-16 when you redirect with >. Use this instead: | Out-File -Encoding utf8 FILE'] : [],
    })
  }
}

function tooLarge(file: string): UsageError {
  return new UsageError(`${file} is larger than ${limit / 1_000_000} MB. vkctl does not read manifests of that size.`)
}

import {join} from 'node:path'
import {UserError, UsageError} from '../../../errors.ts'
import {isDirectory, listDirectory, readBytes} from '../../../files.ts'
import {documentTexts} from './document-texts.ts'
import {jsonTexts} from './json-texts.ts'
import {objectsOf, type ManifestObject} from '../objects.ts'
import {isCustom, isWorkload} from '../workload.ts'
import {readDocuments} from './yaml-documents.ts'

/** The largest size of a file, in bytes. It keeps a wrong path, such as that of a disk image, from filling the memory. */
const limit = 100_000_000

/** The name of stdin in messages. */
const stdin = '<stdin>'

/**
 * Reads the objects in manifest files. Throws UsageError, with file and line, for a file that is missing, too large, empty or not a manifest.
 * @param files Paths; `-` is stdin. Like kubectl, it reads the .json, .yaml and .yml files directly in a folder.
 */
export async function readManifests(files: readonly string[], readInput: () => Promise<string>): Promise<readonly ManifestObject[]> {
  const objects: ManifestObject[] = []
  const all = await Promise.all(files.map(async file => (file !== '-' && (await isDirectory(file)) ? manifestsIn(file) : [file])))
  for (const file of new Set(all.flat())) {
    const name = file === '-' ? stdin : file
    const source = file === '-' ? await readInput() : decode(await bytesOf(file), file)
    if (source.length > limit) throw tooLarge(name)
    objects.push(...(await objectsInText(source.replace(/^\uFEFF/, ''), name)))
  }
  return objects
}

async function manifestsIn(folder: string): Promise<readonly string[]> {
  const names = (await listDirectory(folder)).filter(name => /\.(json|ya?ml)$/.test(name)).toSorted()
  if (names.length === 0) throw new UsageError(`The folder ${folder} of --filename contains no .yaml, .yml or .json file.`)
  return names.map(name => join(folder, name))
}

async function objectsInText(source: string, file: string): Promise<readonly ManifestObject[]> {
  const found: ManifestObject[] = []
  for (const {text, line} of jsonTexts(source) ?? documentTexts(source))
    found.push(...objectsOf(await readDocuments(text, file, line), file).map(withoutUnusedContent))
  if (found.length === 0) throw new UsageError(`${file}:1: the file is empty or contains only comments.`)
  return found
}

/** Kinds that checks of workloads look at. */
const lookedAt: ReadonlySet<string> = new Set(['ConfigMap', 'HorizontalPodAutoscaler', 'Namespace', 'Secret', 'Service', 'ServiceAccount'])

/** Drops the contents of objects that no check reads, such as CRDs, to save memory. */
function withoutUnusedContent(object: ManifestObject): ManifestObject {
  return lookedAt.has(object.kind) || isWorkload(object) || isCustom(object) ? object : {...object, value: {}}
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

/** The text in UTF-8, or in UTF-16 behind a byte order mark, as kubectl reads it (cli-runtime, resource.FileVisitor). */
function decode(bytes: Uint8Array, file: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes)
  } catch (cause) {
    throw new UsageError(`${file}:1 is not UTF-8 text, which kubectl cannot read as YAML.`, {cause})
  }
}

function tooLarge(file: string): UsageError {
  return new UsageError(`${file} is larger than ${limit / 1_000_000} MB. vkctl does not read manifests of that size.`)
}

import {UsageError} from '../../../errors.ts'
import {objectsOf, type ManifestObject} from '../objects.ts'
import {isCustom, isWorkload} from '../workload.ts'
import {documentTexts, type DocumentText} from './document-texts.ts'
import {fileTexts} from './file-texts.ts'
import {jsonTexts} from './json-texts.ts'
import {readDocuments} from './yaml-documents.ts'

/**
 * Reads the objects in manifest files. Throws UsageError, with file and line, for a file that is missing, too large, empty or not a manifest.
 * @param files Paths of files and folders; `-` is stdin.
 */
export async function readManifests(files: readonly string[], readInput: () => Promise<string>): Promise<readonly ManifestObject[]> {
  const objects: ManifestObject[] = []
  for await (const {file, text} of fileTexts(files, readInput)) objects.push(...(await objectsInText(text, file)))
  return objects
}

/** The documents of a file, or its JSON objects. */
export function textsIn(source: string): Iterable<DocumentText> {
  return jsonTexts(source) ?? documentTexts(source)
}

/** The objects in the text of a file. Throws UsageError if it is not a manifest. */
export async function objectsInText(source: string, file: string): Promise<readonly ManifestObject[]> {
  const found: ManifestObject[] = []
  for (const {text, line} of textsIn(source))
    found.push(...objectsOf(await readDocuments(text, file, line), file).map(withoutUnusedContent))
  if (found.length === 0) throw new UsageError(`${file}:1: the file is empty or contains only comments.`)
  return found
}

/** Kinds that checks of workloads look at, beside workloads. */
export const lookedAt: ReadonlySet<string> = new Set([
  'ConfigMap',
  'HorizontalPodAutoscaler',
  'Namespace',
  'Secret',
  'Service',
  'ServiceAccount',
])

/** Drops the contents of objects that no check reads, such as CRDs, to save memory. */
function withoutUnusedContent(object: ManifestObject): ManifestObject {
  return lookedAt.has(object.kind) || isWorkload(object) || isCustom(object) ? object : {...object, value: {}}
}

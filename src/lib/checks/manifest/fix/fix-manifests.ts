import {UsageError} from '../../../errors.ts'
import {writeGivenFile} from '../../../replace-file.ts'
import {notMeant} from '../meant-for.ts'
import type {ManifestObject} from '../objects.ts'
import {fileTexts, type FileText} from '../reading/file-texts.ts'
import {objectsInText, textsIn} from '../reading/read-manifests.ts'
import {parseYaml} from '../reading/parse-yaml.ts'
import {isWorkload, templatePathOf, workloadsOf, type Workload} from '../workload.ts'
import {diffOf} from './diff.ts'
import {edited, type Edit} from './edit.ts'
import {objectEdits} from './object-edits.ts'
import {podEdits} from './pod-edits.ts'
import {fieldAt, yamlTrees, type YamlNode} from './yaml-tree.ts'

/** A file that can be improved without doubt. */
export interface ManifestFix {
  readonly file: string
  /** As `diff -u` writes it. */
  readonly diff: string
  /** Writes the file. Rejects with UserError if that fails. */
  readonly write: () => Promise<void>
}

/**
 * The changes of manifests that cannot be wrong; comments and layout stay. It writes nothing. Throws UsageError if a file is not a manifest.
 * @param files Paths of files and folders.
 */
export async function fixManifests(files: readonly string[]): Promise<readonly ManifestFix[]> {
  if (files.includes('-')) throw new UsageError('argument --fix: stdin cannot be changed; use the path of a file')
  const read: (FileText & {readonly objects: readonly ManifestObject[]})[] = []
  for await (const one of fileTexts(files, async () => '')) read.push({...one, objects: await objectsInText(one.text, one.file)})
  const all = read.flatMap(({objects}) => objects.flatMap(workloadsOf))
  const fixes = await Promise.all(
    read.map(async ({file, text, objects, isUtf8}) => {
      const edits = isUtf8 ? await editsOf(text, objects, all) : []
      return edits.length === 0 ? [] : [{file, diff: diffOf(file, text, edits), write: () => writeGivenFile(file, edited(text, edits))}]
    }),
  )
  return fixes.flat()
}

async function editsOf(text: string, objects: readonly ManifestObject[], all: readonly Workload[]): Promise<readonly Edit[]> {
  const edits: Edit[] = []
  let next = 0
  for (const part of textsIn(text)) {
    const {events, source} = await parseYaml(part.text)
    const nodes = (await yamlTrees(source, events)).flatMap(node => objectNodes(source, node))
    const here = objects.slice(next, next + nodes.length)
    next += nodes.length
    // What the parser reads with other indentation has other positions.
    if (source !== part.text || text.slice(part.start, part.start + source.length) !== source) continue
    const found = nodes.flatMap((node, index) => editsOfObject(source, node, here[index], all))
    edits.push(...found.map(edit => ({start: edit.start + part.start, end: edit.end + part.start, text: withEnds(edit.text, text)})))
  }
  // Without this certainty, an edit could be meant for another object.
  return next === objects.length ? edits : []
}

/** With the line ends of the file. */
function withEnds(insert: string, source: string): string {
  return source.includes('\r\n') ? insert.replaceAll('\n', '\r\n') : insert
}

function editsOfObject(source: string, node: YamlNode, object: ManifestObject | undefined, all: readonly Workload[]): readonly Edit[] {
  if (object === undefined) return []
  const ofObject = objectEdits(source, node, object)
  const [workload] = isWorkload(object) ? workloadsOf(object) : []
  if (workload === undefined || workload.kind === 'DaemonSet' || notMeant(workload, all) !== undefined) return ofObject
  return [...ofObject, ...podEdits(source, fieldAt(node, ...templatePathOf(object.kind), 'spec'), workload)]
}

/** The objects in a document, in the order in which objectsOf returns them. */
function objectNodes(source: string, node: YamlNode): readonly YamlNode[] {
  const [kind, items] = [fieldAt(node, 'kind'), fieldAt(node, 'items')]
  if (items?.kind === 'list' && kind?.kind === 'scalar' && source.slice(kind.start, kind.end).endsWith('List'))
    return items.items.flatMap(item => objectNodes(source, item))
  // Only documents without content are scalars.
  return node.kind === 'scalar' ? [] : [node]
}

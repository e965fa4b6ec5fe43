import {notUnderstood, parseAnswer, type Api, type Refusal} from './api.ts'
import type {KubeObject} from './objects.ts'

export interface Pages {
  /** Of the list, without a query. */
  readonly path: string
  /** Selectors. */
  readonly query: Readonly<Record<string, string>>
  /** How many objects the server returns at once. */
  readonly size: number
  /** Reads only the first page. */
  readonly firstOnly: boolean
  readonly metadataOnly: boolean
  /** Called for each object of a page. Objects that become undefined are dropped before the next page is read. */
  readonly take: (object: KubeObject) => KubeObject | undefined
}

/** The objects that were taken; none if the server refused a page. */
export interface Listed {
  readonly objects: readonly KubeObject[]
  readonly refused?: Refusal
}

/** Lists objects page by page, so that memory grows only with what is taken. Throws ClusterError if an answer is not a list. */
export async function listPages(api: Api, pages: Pages): Promise<Listed> {
  const {path, query, size, firstOnly, metadataOnly, take} = pages
  const objects: KubeObject[] = []
  let token = ''
  for (;;) {
    const parameters = new URLSearchParams({
      ...query,
      ...(size > 0 && {limit: String(size)}),
      ...(token !== '' && {continue: token}),
    }).toString()
    const {text, refused} = await api.get(`${path}${parameters === '' ? '' : `?${parameters}`}`, {metadataOnly})
    // The server forgets a list that takes longer than about five minutes. Then vkctl reads it at once.
    if (refused?.reason === 'Expired' && token !== '') return listPages(api, {...pages, size: 0})
    if (refused !== undefined) return {objects: [], refused}
    const answer = parseAnswer(text) as {
      readonly kind?: unknown
      readonly items?: unknown
      readonly metadata?: {readonly continue?: unknown}
    }
    // The items of an empty list of metadata are null.
    const items = answer.items === null && answer.kind === 'PartialObjectMetadataList' ? [] : answer.items
    if (!Array.isArray(items)) throw notUnderstood()
    objects.push(...(items as KubeObject[]).flatMap(item => take(item) ?? []))
    const next = answer.metadata?.continue
    if (firstOnly || typeof next !== 'string' || next === '') return {objects}
    token = next
  }
}

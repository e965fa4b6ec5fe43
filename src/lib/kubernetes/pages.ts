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
  const {firstOnly, metadataOnly, take} = pages
  const objects: KubeObject[] = []
  let token = ''
  for (;;) {
    const {text, refused} = await api.get(pagePath(pages, token), {metadataOnly})
    // The server forgets a list that takes longer than about five minutes. Then vkctl reads it at once.
    if (refused?.reason === 'Expired' && token !== '') return listPages(api, {...pages, size: 0})
    if (refused !== undefined) return {objects: [], refused}
    const {items, next} = understood(text)
    objects.push(...items.flatMap(item => take(item) ?? []))
    if (firstOnly || typeof next !== 'string' || next === '') return {objects}
    token = next
  }
}

function pagePath({path, query, size}: Pages, token: string): string {
  const parameters = new URLSearchParams({
    ...query,
    ...(size > 0 && {limit: String(size)}),
    ...(token !== '' && {continue: token}),
  }).toString()
  return parameters === '' ? path : `${path}?${parameters}`
}

function understood(text: string): {readonly items: readonly KubeObject[]; readonly next: unknown} {
  const {kind, items, metadata} = parseAnswer(text) as {
    readonly kind?: unknown
    readonly items?: unknown
    readonly metadata?: {readonly continue?: unknown}
  }
  const next = metadata?.continue
  // The items of an empty list of metadata are null.
  if (items === null && kind === 'PartialObjectMetadataList') return {items: [], next}
  if (!Array.isArray(items)) throw notUnderstood()
  return {items: items as KubeObject[], next}
}

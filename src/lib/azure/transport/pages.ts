import {UserError} from '../../errors.ts'

/** A list of the SDK. */
export interface Paged<T> {
  byPage(): AsyncIterable<readonly T[]>
}

/** The longest list of Azure has a few hundred pages. */
export const mostPages = 1000

/** The items of a list, page by page. Rejects with UserError when the pages do not end. */
export async function* itemsOf<T>(list: Paged<T>, thing: string): AsyncGenerator<T> {
  let pages = 0
  for await (const page of list.byPage()) {
    if (++pages > mostPages) throw endless(thing)
    yield* page
  }
}

/** The error for a list whose pages do not end. */
export function endless(thing: string): UserError {
  return new UserError(`Azure's answer about ${thing} has more than ${mostPages} pages.`, {
    hints: ['Azure does not do this. A proxy between this machine and Azure may have sent this answer.'],
  })
}

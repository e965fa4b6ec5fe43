/** A promise that is awaited later. Until then, its failure is not an unhandled rejection. */
export function started<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  return work
}

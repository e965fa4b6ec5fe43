/** Work that runs while other work is awaited: its failure is met where it is awaited, not as an unhandled rejection. */
export function started<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  return work
}

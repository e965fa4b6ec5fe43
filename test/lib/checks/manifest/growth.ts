/** How much longer one long text takes than a hundred texts of a hundredth of its length: about once as long if the time grows with the length, a hundred times if with its square. */
export function growth(textOf: (length: number) => string, work: (text: string) => void, length = 60_000): number {
  const parts = 100
  const [long, short] = [textOf(length), textOf(length / parts)]
  const timed = (run: () => void): number => {
    const began = performance.now()
    run()
    // Less than this is noise.
    return Math.max(20, performance.now() - began)
  }
  const inParts = timed(() => {
    for (let part = 0; part < parts; part++) work(short)
  })
  return timed(() => work(long)) / inParts
}

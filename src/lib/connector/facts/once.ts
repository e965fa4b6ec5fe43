/** Wraps a function so that it runs once for each set of arguments; further calls get the same answer. */
export function once<Arguments extends readonly string[], T>(ask: (...key: Arguments) => Promise<T>): (...key: Arguments) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (...key) => {
    const name = JSON.stringify(key)
    const answer = answers.get(name) ?? ask(...key)
    answers.set(name, answer)
    return answer
  }
}

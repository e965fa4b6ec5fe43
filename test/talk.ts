import type {Talk} from '../src/lib/talk.ts'

/** Talk whose messages a test reads or ignores. As in a log, a step is said when it begins, each text of a wait once, and a look not at all. */
export function talkTo(heard: Partial<Pick<Talk, 'warning' | 'step' | 'info' | 'debug'>> = {}): Talk {
  const talk = {warning() {}, step() {}, info() {}, debug() {}, ...heard}
  return {
    ...talk,
    during(kind, text, act) {
      const said = new Set<string>()
      const say = (now: string) => {
        if (now === '') said.clear()
        else if (kind !== 'read' && !said.has(now)) talk.step(now)
        said.add(now)
      }
      say(text)
      return act(say)
    },
  }
}

import type {Arguments} from './parse.ts'

/** Arguments in the form in which oclif returns them. */
export function parserOutput(read: Arguments) {
  return {
    ...read,
    argv: [...Object.values(read.args), ...read.more],
    raw: [],
    metadata: {flags: Object.fromEntries(read.defaulted.map(name => [name, {setFromDefault: true}]))},
    nonExistentFlags: [],
  }
}

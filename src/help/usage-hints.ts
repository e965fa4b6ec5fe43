import type {Command} from '@oclif/core/command'

/** How many examples follow a usage error, as with az. */
const most = 3

/** Lines that follow a usage error: the command's examples and where to read more. */
export function usageHints({id, examples}: Pick<typeof Command, 'id' | 'examples'>, bin: string): readonly string[] {
  const shown = (examples ?? []).filter(example => typeof example !== 'string').slice(0, most)
  return [
    '',
    ...(shown.length > 0 ? ["Examples from command's help:"] : []),
    ...shown.flatMap(({command, description}) => [command, description, '']),
    `Read more: ${bin} ${id.replaceAll(':', ' ')} --help`,
  ]
}

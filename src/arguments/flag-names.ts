import type {Command} from '@oclif/core/command'

/** The flags of a command by name. */
export type FlagTable = Readonly<Record<string, Command.Flag>>

/** What is known of flags without loading their command. */
export type NamedFlags = Readonly<
  Record<
    string,
    Pick<Command.Flag.Cached, 'type' | 'aliases' | 'char'> & {
      readonly options?: readonly string[] | undefined
      readonly multiple?: boolean | undefined
    }
  >
>

/** A flag as az's messages spell it: `--resource-group/-g`. */
export function spelled(name: string, flag: {readonly char?: string | undefined} | undefined): string {
  return flag?.char === undefined ? `--${name}` : `--${name}/-${flag.char}`
}

/** Long names of all flags, aliases included, each with the flag's own name. */
export function longNames(flags: NamedFlags): ReadonlyMap<string, string> {
  return new Map(Object.entries(flags).flatMap(([name, flag]) => [name, ...(flag.aliases ?? [])].map(long => [long, name] as const)))
}

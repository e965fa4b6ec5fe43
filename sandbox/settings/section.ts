import type {World} from '../azure/world.ts'
import {accepted, WrongInput, type Kind} from './kinds.ts'

/** One value of the world, such as `quota.StandardCores`. */
export interface Setting {
  readonly schema: Readonly<Record<string, unknown>>
  readonly fromText: (text: string) => unknown
  readonly read: (world: World) => unknown
  /** Throws WrongInput. `name` is the whole name of the setting. */
  readonly write: (world: World, value: unknown, name: string) => void
}

/** Settings with fixed names. */
export interface Fields {
  readonly fields: Readonly<Record<string, Setting>>
}

/** Settings whose names are those of things in Azure, such as resource groups. */
export interface Entries {
  readonly description: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly fromText: (text: string) => unknown
  readonly read: (world: World) => Readonly<Record<string, unknown>>
  readonly write: (world: World, entry: string, value: unknown, name: string) => void
}

export type Section = Fields | Entries

export function setting<T>(
  description: string,
  kind: Kind<T>,
  {read, write}: {readonly read: (world: World) => unknown; readonly write: (world: World, value: T) => void},
): Setting {
  return {
    schema: {...kind.schema, description},
    fromText: kind.fromText ?? (text => text),
    read,
    write: (world, value, name) => write(world, accepted(kind, value, name)),
  }
}

/** `remove`: what null does; without it, null is refused. */
export function entries<T>(
  description: string,
  kind: Kind<T>,
  {
    read,
    write,
    remove,
  }: {
    readonly read: (world: World) => Readonly<Record<string, unknown>>
    readonly write: (world: World, entry: string, value: T) => void
    readonly remove?: (world: World, entry: string) => void
  },
): Entries {
  const {fromText = (text: string): unknown => text} = kind
  return {
    description,
    schema: remove === undefined ? kind.schema : {anyOf: [kind.schema, {type: 'null'}]},
    fromText: text => (remove !== undefined && text === 'null' ? null : fromText(text)),
    read,
    write: (world, entry, value, name) => {
      try {
        if (value === null && remove !== undefined) remove(world, entry)
        else write(world, entry, accepted(kind, value, name))
      } catch (error) {
        if (error instanceof NoSuchEntry) throw new WrongInput(`${name}: ${error.message}`)
        throw error
      }
    },
  }
}

/** The name of an entry is wrong. */
export class NoSuchEntry extends Error {}

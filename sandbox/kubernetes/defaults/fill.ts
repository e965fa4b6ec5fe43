import type {Fields} from '../object.ts'

/** Sets the fields that are missing. */
export function fill(target: Fields, defaults: Fields): void {
  for (const [name, value] of Object.entries(defaults)) target[name] ??= value
}

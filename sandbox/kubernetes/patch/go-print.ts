import {isFields, scalarText} from '../object.ts'

/** A JSON value as Go prints it with `%v`: `map[spec:map[replicas:3]]`. */
export function goPrint(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`
  if (isFields(value)) {
    const names = Object.keys(value).toSorted()
    return `map[${names.map(name => `${name}:${goPrint(value[name])}`).join(' ')}]`
  }
  return scalarText(value, '<nil>')
}

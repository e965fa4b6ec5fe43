import {load} from 'js-yaml'
import {objectOf, WrongInput} from './kinds.ts'
import {changeOf} from './world-settings.ts'

function read(text: string): unknown {
  try {
    // A few lines of aliases can stand for billions of values.
    return load(text, {maxAliases: 0})
  } catch (error) {
    throw new WrongInput(`The world must be JSON or YAML without aliases: ${(error as Error).message}`)
  }
}

/** What a file with a world (JSON or YAML) and arguments such as `quota.StandardCores=0` ask for; the arguments win. Throws WrongInput. */
export function givenSettings(file: string | undefined, args: readonly string[]): unknown {
  const world = file === undefined ? {} : objectOf(read(file), 'The world')
  const changed = Object.entries(changeOf(args)).map(([name, values]) => [name, {...objectOf(world[name] ?? {}, name), ...values}])
  return {...world, ...Object.fromEntries(changed)}
}

import {UsageError, UserError} from '../errors.ts'
import {readText} from '../files.ts'
import {parseIni, type IniEntry} from './ini.ts'

/** The settings in an INI file; empty when there is no such file. Rejects with UsageError that names file and line when it cannot be read. */
export async function readIniFile(path: string): Promise<readonly IniEntry[]> {
  return parseIni((await readConfigText(path)) ?? '', path)
}

/** The text of a configuration file, or undefined when it does not exist. */
export async function readConfigText(path: string): Promise<string | undefined> {
  return readText(path).catch((cause: unknown) => {
    throw cause instanceof UserError ? new UsageError(`The configuration cannot be read: ${cause.message}`, {cause}) : cause
  })
}

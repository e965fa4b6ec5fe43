import {UsageError, UserError} from './errors.ts'

/** Why a file cannot be at a path that the user gave. */
const wrongPath: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of the path is no folder',
}

/** Why a file cannot be written now. */
const faults: Readonly<Record<string, string>> = {
  EACCES: 'you are not allowed to write there',
  EBUSY: 'it is in use or mounted',
  EDQUOT: 'your disk quota is used up',
  EEXIST: 'it already exists',
  EIO: 'the disk failed',
  ENOSPC: 'the disk is full',
  EPERM: 'you are not allowed to write there',
  EROFS: 'the disk is read-only',
}

/** Why a file was not written, as a phrase without the names of temporary files: `the disk is full (ENOSPC)`. */
export function whyNotWritten(error: unknown): string {
  const {code = '', message} = error as NodeJS.ErrnoException
  const phrase = wrongPath[code] ?? faults[code]
  return phrase === undefined ? message : `${phrase} (${code})`
}

/** The error of a file that could not be written: a UsageError if no file can be at this path. */
export function notWritten(path: string, cause: unknown, hints: readonly string[] = []): UserError {
  const {code = ''} = cause as NodeJS.ErrnoException
  const Kind = code in wrongPath ? UsageError : UserError
  return new Kind(`${path} could not be written: ${whyNotWritten(cause)}.`, {cause, hints})
}

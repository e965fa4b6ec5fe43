import {UserError} from '../errors.ts'

/** How many bytes one answer may have, unpacked. The list of all pods of a large cluster has a tenth of it. */
export const usualMostBytes = 200_000_000

/** The error for an answer that does not end, or that was packed to fill the memory. */
export function tooLarge({method, url}: {readonly method: string; readonly url: string}, mostBytes: number): UserError {
  const {host, pathname} = new URL(url)
  return new UserError(`${host} answered ${method} ${pathname} with more than ${mostBytes / 1_000_000} MB.`)
}

import {UserError} from '../errors.ts'

/** The largest size of an answer in bytes, after decompression. The list of all pods of a large cluster is a tenth of that. */
export const usualMostBytes = 200_000_000

/** The error for an answer that does not end, or that would fill the memory when decompressed. */
export function tooLarge({method, url}: {readonly method: string; readonly url: string}, mostBytes: number): UserError {
  const {host, pathname} = new URL(url)
  return new UserError(`${host} answered ${method} ${pathname} with more than ${mostBytes / 1_000_000} MB.`)
}

import {constants, createReadStream, fstatSync, openSync} from 'node:fs'
import {Socket} from 'node:net'
import {addAbortSignal, type Readable} from 'node:stream'
import {isatty} from 'node:tty'
import {UsageError} from './errors.ts'

export interface GivenFileOptions {
  /** The largest size in bytes; a longer file is read no further. */
  readonly mostBytes?: number
  /** How long a pipe or a device may take to its end. */
  readonly timeoutMs?: number
  /** Ends the reading. */
  readonly signal?: AbortSignal
  /** Other programs will read it, too, so a pipe is refused. */
  readonly isReadAgain?: boolean
}

/** Of texts that somebody writes by hand. */
const mostOfText = 10_000_000
const {O_RDONLY, O_NONBLOCK, O_NOCTTY} = constants

/**
 * The content of a file, pipe or device that the user names, at most a little more than `mostBytes`; undefined if it does not exist. Neither a pipe that nobody
 * writes to nor a device without end holds vkctl. Rejects with UsageError when it cannot be read, with the reason of `signal` when interrupted.
 */
export async function readGivenBytes(
  path: string,
  {mostBytes = mostOfText, timeoutMs = 60_000, signal, isReadAgain = false}: GivenFileOptions = {},
): Promise<Uint8Array | undefined> {
  const late = AbortSignal.timeout(timeoutMs)
  try {
    const stream = openGiven(path, isReadAgain)
    if (stream === undefined) return undefined
    return await readMost(addAbortSignal(signal === undefined ? late : AbortSignal.any([late, signal]), stream), mostBytes)
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof UsageError) throw cause
    if (late.aborted)
      throw new UsageError(`${path} did not end within ${timeoutMs / 1000} seconds: whatever writes to it has to close it.`, {cause})
    throw new UsageError(`${path} could not be read: ${(cause as Error).message}.`, {cause})
  }
}

/** The same as text in UTF-8, without a byte order mark. Rejects with UsageError also for a file that is too large or no text. */
export async function readGivenText(path: string, options: GivenFileOptions = {}): Promise<string | undefined> {
  const {mostBytes = mostOfText} = options
  const bytes = await readGivenBytes(path, {...options, mostBytes})
  if (bytes === undefined) return undefined
  if (bytes.length > mostBytes) throw new UsageError(`${path} is larger than ${mostBytes / 1_000_000} MB.`)
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // No UTF-8.
  }
  throw new UsageError(`${path} is not text in UTF-8.`)
}

/** At most a little more than `mostBytes` of a stream. */
export async function readMost(stream: Readable, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > mostBytes) break
  }
  return Buffer.concat(chunks)
}

function openGiven(path: string, isReadAgain: boolean): Readable | undefined {
  let file: number
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes, and nothing can interrupt that.
    file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
  const stats = fstatSync(file)
  // A socket reads a pipe only when there is something to read.
  const stream = stats.isFIFO() ? new Socket({fd: file, readable: true, writable: false}) : createReadStream('', {fd: file})
  const fault = stats.isDirectory()
    ? `${path} is a directory.`
    : isatty(file)
      ? `${path} is a terminal. To type the text, pass - instead.`
      : isReadAgain && !stats.isFile()
        ? `${path} is not a regular file, so it can be read only once. Other programs need it, too: save it in a file.`
        : undefined
  if (fault === undefined) return stream
  stream.destroy()
  throw new UsageError(fault)
}

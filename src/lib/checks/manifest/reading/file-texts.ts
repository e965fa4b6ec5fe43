import {join} from 'node:path'
import {UsageError} from '../../../errors.ts'
import {isDirectory, listDirectory} from '../../../files.ts'
import {readGivenBytes} from '../../../given-file.ts'

/** The largest size of a file, in bytes. It keeps a wrong path, such as that of a disk image, from filling the memory. */
const limit = 100_000_000

/** The name of stdin in messages. */
const stdin = '<stdin>'

export interface FileText {
  /** Its path, or `<stdin>`. */
  readonly file: string
  readonly text: string
  readonly isUtf8: boolean
}

/**
 * The texts of manifest files, one after another. Throws UsageError for a file that is missing, too large or no text.
 * @param files Paths; `-` is stdin. Like kubectl, it reads the .json, .yaml and .yml files directly in a folder.
 */
export async function* fileTexts(files: readonly string[], readInput: () => Promise<string>): AsyncGenerator<FileText> {
  const all = await Promise.all(files.map(async file => (file !== '-' && (await isDirectory(file)) ? manifestsIn(file) : [file])))
  for (const file of new Set(all.flat())) {
    const name = file === '-' ? stdin : file
    const {text, isUtf8} = file === '-' ? {text: await readInput(), isUtf8: true} : decode(await bytesOf(file), file)
    if (text.length > limit) throw tooLarge(name)
    yield {file: name, text: text.replace(/^\uFEFF/, ''), isUtf8}
  }
}

async function manifestsIn(folder: string): Promise<readonly string[]> {
  const names = (await listDirectory(folder)).filter(name => /\.(json|ya?ml)$/.test(name)).toSorted()
  if (names.length === 0) throw new UsageError(`The folder ${folder} of --filename contains no .yaml, .yml or .json file.`)
  return names.map(name => join(folder, name))
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const bytes = await readGivenBytes(file, {mostBytes: limit})
  if (bytes === undefined) throw new UsageError(`The file ${file} of --filename does not exist.`)
  if (bytes.length > limit) throw tooLarge(file)
  return bytes
}

/** The text in UTF-8, or in UTF-16 behind a byte order mark, as kubectl reads it (cli-runtime, resource.FileVisitor). */
function decode(bytes: Uint8Array, file: string): Omit<FileText, 'file'> {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return {text: new TextDecoder(encoding, {fatal: true}).decode(bytes), isUtf8: encoding === 'utf-8'}
  } catch (cause) {
    throw new UsageError(`${file}:1 is not UTF-8 text, so kubectl cannot read it as YAML.`, {cause})
  }
}

function tooLarge(file: string): UsageError {
  return new UsageError(`${file} is larger than ${limit / 1_000_000} MB. vkctl does not read manifests of that size.`)
}

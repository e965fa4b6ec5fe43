import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {refOf, type ClusterObject} from './snapshot.ts'

/** How a secret may look where it leaked: as it is, in JSON, in a URL or a form, in base64 (however it is aligned). */
function shapes(secret: string): readonly string[] {
  const aligned = ['', ' ', '  '].map((pad, index) =>
    Buffer.from(pad + secret)
      .toString('base64')
      .slice(index === 0 ? 0 : 4)
      .replace(/.{0,3}=*$/, ''),
  )
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({s: secret}).toString().slice(2),
    ...aligned,
  ].filter(shape => shape.length >= 6)
}

export function holds(text: string, secret: string): boolean {
  return holdsOneOf(text, shapes(secret))
}

function holdsOneOf(text: string, looks: readonly string[]): boolean {
  return looks.some(look => text.includes(look))
}

/** Everything that can be read in an object, with the data of Secrets and Helm's releases unpacked. */
function readable(object: ClusterObject): string {
  const text = JSON.stringify(object)
  if (object.kind !== 'Secret') return text
  const data = Object.values((object['data'] ?? {}) as Readonly<Record<string, string>>).map(value => Buffer.from(value, 'base64'))
  return [
    text,
    ...data.map(value => value.toString('utf8')),
    ...(object['type'] === 'helm.sh/release.v1' ? data.map(value => unpackRelease(value)) : []),
  ].join('\n')
}

/** A release of Helm 3 and 4: JSON, gzipped, in base64 (again). Its templates and files stand in it in base64. */
export function unpackRelease(data: Buffer): string {
  return gunzipSync(Buffer.from(data.toString('utf8'), 'base64')).toString('utf8')
}

/** The objects that hold a secret, in any shape. */
export function whereInCluster(objects: readonly ClusterObject[], secret: string): readonly string[] {
  return objects.filter(object => holds(readable(object), secret)).map(refOf)
}

/** The files below a directory that hold a secret. A file that is gone by the time it is read (somebody's temporary one) holds none. */
export function whereOnDisk(directory: string, secret: string): readonly string[] {
  const looks = shapes(secret)
  return readdirSync(directory, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(({parentPath, name}) => join(parentPath, name))
    .filter(path => holdsOneOf(readIfThere(path), looks))
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

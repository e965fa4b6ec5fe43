import type {KubeObject} from '../object.ts'

/** A change of one object. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly storage: string
  readonly version: number
  /** After the change; for DELETED its last state, with the version of the deletion. */
  readonly object: KubeObject
  /** Before the change. */
  readonly previous?: KubeObject
}

/** The number of changes that are kept for watches that start at an earlier version. */
const kept = 20_000

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}

/**
 * The objects, as in etcd: every change gets the next version of a single counter. An object in the store is never changed in place. The
 * store keeps the objects that it is given, so callers must not change them afterwards.
 */
export class Store {
  #version = 1
  readonly #objects = new Map<string, Map<string, KubeObject>>()
  readonly #changes: Change[] = []
  readonly #listeners = new Set<(change: Change) => void>()

  get version(): number {
    return this.#version
  }

  get(storage: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#objects.get(storage)?.get(keyOf(namespace, name))
  }

  /** Sorted by namespace and name. */
  list(storage: string, namespace?: string): KubeObject[] {
    const objects = [...(this.#objects.get(storage)?.entries() ?? [])]
    return objects
      .filter(([, object]) => namespace === undefined || object.metadata.namespace === namespace)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, object]) => object)
  }

  /** Writes a new or changed object, and returns it with its new version. */
  put(storage: string, object: KubeObject): KubeObject {
    const {namespace, name} = object.metadata
    let objects = this.#objects.get(storage)
    if (objects === undefined) {
      objects = new Map()
      this.#objects.set(storage, objects)
    }
    const previous = objects.get(keyOf(namespace, name))
    const stored = this.#next(object)
    objects.set(keyOf(namespace, name), stored)
    this.#tell({
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      storage,
      version: this.#version,
      object: stored,
      ...(previous === undefined ? {} : {previous}),
    })
    return stored
  }

  delete(storage: string, namespace: string | undefined, name: string): KubeObject | undefined {
    const objects = this.#objects.get(storage)
    const previous = objects?.get(keyOf(namespace, name))
    if (objects === undefined || previous === undefined) return undefined
    objects.delete(keyOf(namespace, name))
    const object = this.#next(previous)
    this.#tell({type: 'DELETED', storage, version: this.#version, object, previous})
    return object
  }

  /** Remembers what is there. The result brings it back: as new changes, and only what has changed since. */
  save(): () => void {
    const saved = new Map([...this.#objects].map(([storage, objects]) => [storage, new Map(objects)]))
    return () => {
      for (const [storage, objects] of this.#objects) {
        for (const [key, {metadata}] of objects)
          if (saved.get(storage)?.has(key) !== true) this.delete(storage, metadata.namespace, metadata.name)
      }
      for (const [storage, objects] of saved) {
        for (const [key, object] of objects)
          if (this.#objects.get(storage)?.get(key) !== object) saved.get(storage)?.set(key, this.put(storage, object))
      }
    }
  }

  /** The changes after a version, or undefined if they are no longer known. */
  since(version: number): readonly Change[] | undefined {
    const oldest = this.#changes[0]?.version ?? this.#version + 1
    if (version < oldest - 1) return undefined
    return this.#changes.filter(change => change.version > version)
  }

  /** Calls the listener for every change from now on; the returned function stops that. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #next(object: KubeObject): KubeObject {
    this.#version += 1
    return {...object, metadata: {...object.metadata, resourceVersion: String(this.#version)}}
  }

  #tell(change: Change): void {
    this.#changes.push(change)
    if (this.#changes.length > kept) this.#changes.splice(0, kept / 2)
    for (const listener of this.#listeners) listener(change)
  }
}

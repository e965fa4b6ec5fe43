import type {KubeObject} from './objects.ts'

/** The objects in a manifest that Helm rendered. Rejects if it is not YAML. */
export async function objectsInManifest(text: string): Promise<readonly KubeObject[]> {
  const {loadAll} = await import('js-yaml')
  return loadAll(text).filter((one): one is KubeObject => typeof (one as KubeObject | null)?.metadata?.name === 'string')
}

import {join} from 'node:path'
import {readText} from '../files.ts'

/** The text of a file in vkctl's folder `templates`. `root` is the folder that vkctl is installed in. */
export async function readTemplate(root: string, name: string): Promise<string> {
  const path = join(root, 'templates', ...name.split('/'))
  const text = await readText(path)
  if (text === undefined) throw new Error(`${path} is missing: the installation of vkctl is incomplete.`)
  return text
}

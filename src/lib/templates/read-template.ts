import {readOwnText} from '../own-files.ts'

/** The text of a file in vkctl's folder `templates`. `root` is the folder that vkctl is installed in. */
export async function readTemplate(root: string, name: string): Promise<string> {
  const text = await readOwnText(root, `templates/${name}`)
  if (text === undefined) throw new Error(`The template ${name} is missing: the installation of vkctl is incomplete.`)
  return text
}
